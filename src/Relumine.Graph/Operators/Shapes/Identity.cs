using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The input as it is (ONNX Identity).</summary>
public sealed record Identity : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Identity";

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    internal override ICarrier? Carrier(Node node, UnitMap map) =>
        ElementwiseCarrier.For(node, map);

    internal override int? KeptAxis(Node node, ShapeInference shapes, int input, int axis) =>
        input == 0 ? axis : null;
}
