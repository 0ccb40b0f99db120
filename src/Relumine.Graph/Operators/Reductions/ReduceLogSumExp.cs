using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The logarithm of the sum of eˣ over axes, computed from x − max(x) so that nothing overflows; that of no elements is −∞ (ONNX
/// ReduceLogSumExp).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceLogSumExp(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceLogSumExp";

    internal override Interval? Bounds(BoundsContext context) =>
        context.Terms > 0 ? context.RoundedSum(context[0] + Interval.Point(Math.Log(context.Terms))) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Spreading.Needs<Share>();

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Spreading.Run<Share>(context, Axes(context));

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x)
        {
            var max = double.NegativeInfinity;
            foreach (var value in x)
            {
                max = Math.Max(max, double.CreateTruncating(value));
            }

            // All −∞, or one +∞ or NaN: the maximum is the answer, and x − max would not be a number.
            if (!double.IsFinite(max))
            {
                return T.CreateTruncating(max);
            }

            var sum = 0.0;
            foreach (var value in x)
            {
                sum += Math.Exp(double.CreateTruncating(value) - max);
            }

            return T.CreateTruncating(max + Math.Log(sum));
        }
    }

    private readonly struct Share : ISpread
    {
        public static bool ReadsInput => true;

        public static bool ReadsOutput => true;

        static T ISpread.Of<T>(T x, T y, T g, T count, T lambda) => T.Exp(x - y) * g;
    }
}
