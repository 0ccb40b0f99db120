using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The input as it is (ONNX Identity).</summary>
public sealed record Identity : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Identity";

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;
}
