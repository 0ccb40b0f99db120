using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>x − ln Σ eˣ along an axis, computed from x − max(x) so that nothing overflows (ONNX LogSoftmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record LogSoftmax(int Axis = -1) : AxisOp(Axis)
{
    /// <inheritdoc/>
    public override string Type => "LogSoftmax";

    internal override Interval? Bounds(BoundsContext context) => context.ShapeOf(0) is var shape && shape[InferenceRules.Axis(Axis, shape.Rank)] is var length
        ? context.Rounded(new(context[0].Low - context[0].High - Math.Log(length), 0), 4 + length) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Lines.Run<Line>(context, InferenceRules.Axis(Axis, context.Input(0).Shape.Rank));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Output(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => LineGradients.Run<Line>(context, Axis);

    private readonly struct Line : ILine, ILineGradient
    {
        static void ILine.Of<T>(ReadOnlySpan<T> x, int width, Span<T> y) => Relumine.Kernels.Rows.LogSoftmax.Value(x, width, y);

        static void ILineGradient.Of<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx) =>
            Relumine.Kernels.Rows.LogSoftmax.Gradient(y, y.Length, upstream, dx);
    }
}
