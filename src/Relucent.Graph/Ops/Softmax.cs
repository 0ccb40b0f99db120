namespace Relucent.Operators;

/// <summary>exp(x) divided by its sum along an axis, computed from x − max(x) so that nothing overflows (ONNX Softmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Softmax(int Axis = -1) : AxisOp(Axis)
{
    /// <inheritdoc/>
    public override string Type => "Softmax";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Lines.Run<Line>(context, InferenceRules.Axis(Axis, context.Input(0).Shape.Rank));

    private readonly struct Line : ILine
    {
        static void ILine.Of<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => Activations.Softmax.Value(x, x.Length, y);
    }
}
