using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The number of elements, as int64 (ONNX Size).</summary>
public sealed record Size : Op
{
    /// <inheritdoc/>
    public override string Type => "Size";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override bool DependsOnlyOnShapes => true;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) => context.Output(0, ElementType.Int64, Shape.Scalar);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => context.Output(0).Values<long>()[0] = context.Input(0).Length;
}
