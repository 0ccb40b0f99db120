using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>A matrix of the dimensions before an axis by those from it on (ONNX Flatten).</summary>
/// <param name="Axis">From −rank to rank; the output is [∏ dims before, ∏ dims from it on].</param>
public sealed record Flatten(int Axis = 1) : ReshapingOp
{
    /// <inheritdoc/>
    public override string Type => "Flatten";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) =>
        Axis < 0 ? 11
        : inputs[0] is null or ElementType.Float32 or ElementType.Float64 ? 1
        : 9;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new Flatten(reader.Axis("axis", 1));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != 1)
        {
            writer.Int("axis", Axis);
        }
    }

    private protected override Shape Reshaped(InferenceContext context, Shape input)
    {
        // Unlike elsewhere, the axis may be the rank itself.
        var axis = Axis == input.Rank ? Axis : context.Axis(Axis, input.Rank);
        return new Shape(input.Product(0, axis), input.Product(axis, input.Rank));
    }
}
