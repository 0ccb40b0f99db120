using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// scale·x/√(mean(x²) + ε), with the mean over all elements from an axis on (ONNX RMSNormalization; Zhang &amp; Sennrich
/// 2019, NeurIPS). Inputs: x, scale.
/// </summary>
/// <param name="Axis">The first axis that belongs to a group; negative ones count from the end.</param>
/// <param name="Epsilon">ε.</param>
public sealed record RMSNormalization(int Axis = -1, float Epsilon = 1e-5f) : NormalizingOp(Axis, Epsilon)
{
    /// <inheritdoc/>
    public override string Type => "RMSNormalization";

    /// <inheritdoc/>
    public override int Since => 23;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 23;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Normalization.Run(context, FirstAxis(context), Epsilon, centre: false);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => NormalizationGradient.Run(context, Axis, Epsilon, centre: false);
}
