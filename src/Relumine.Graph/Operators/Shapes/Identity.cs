using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The input as it is (ONNX Identity).</summary>
public sealed record Identity : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Identity";

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        ElementwiseCarrier.For(node, shapes);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 ? axis : null;
}
