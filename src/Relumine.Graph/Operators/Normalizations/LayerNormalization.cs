using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// scale·(x − mean)/√(variance + ε) + bias, with the statistics of all elements from an axis on (ONNX
/// LayerNormalization; Ba, Kiros &amp; Hinton 2016, arXiv:1607.06450). Inputs: x, scale, bias (may be left out); further
/// outputs: the means and 1/√(variance + ε).
/// </summary>
/// <param name="Axis">The first axis that belongs to a group; negative ones count from the end.</param>
/// <param name="Epsilon">ε.</param>
public sealed record LayerNormalization(int Axis = -1, float Epsilon = 1e-5f) : NormalizingOp(Axis, Epsilon)
{
    /// <inheritdoc/>
    public override string Type => "LayerNormalization";

    /// <inheritdoc/>
    public override int Since => 17;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 17;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Normalization.Run(context, FirstAxis(context), Epsilon, centre: true);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => NormalizationGradient.Run(context, Axis, Epsilon, centre: true);
}
