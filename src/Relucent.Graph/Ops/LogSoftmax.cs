namespace Relucent.Operators;

/// <summary>x − ln Σ eˣ along an axis, computed from x − max(x) so that nothing overflows (ONNX LogSoftmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record LogSoftmax(int Axis = -1) : AxisOp(Axis)
{
    /// <inheritdoc/>
    public override string Type => "LogSoftmax";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Lines.Run<Line>(context, InferenceRules.Axis(Axis, context.Input(0).Shape.Rank));

    private readonly struct Line : ILine
    {
        static void ILine.Of<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> scratch) => Activations.LogSoftmax.Value(x, x.Length, y);
    }
}
