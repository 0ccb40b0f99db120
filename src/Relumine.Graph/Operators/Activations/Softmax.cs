using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>exp(x) divided by its sum along an axis, computed from x − max(x) so that nothing overflows (ONNX Softmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Softmax(int Axis = -1) : AxisOp(Axis)
{
    /// <inheritdoc/>
    public override string Type => "Softmax";

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(Interval.FromZeroToOne);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Lines.Run<Line>(context, InferenceRules.Axis(Axis, context.Input(0).Shape.Rank));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Output(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => LineGradients.Run<Line>(context, Axis);

    private readonly struct Line : ILine, ILineGradient
    {
        static void ILine.Of<T>(ReadOnlySpan<T> x, int width, Span<T> y) => Relumine.Kernels.Rows.Softmax.Value(x, width, y);

        static void ILineGradient.Of<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> upstream, Span<T> dx) =>
            Relumine.Kernels.Rows.Softmax.Gradient(y, y.Length, upstream, dx);
    }
}
