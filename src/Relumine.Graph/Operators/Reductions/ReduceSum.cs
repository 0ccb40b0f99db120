using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The sum over axes; that of no elements is 0 (ONNX ReduceSum).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceSum(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceSum";

    private protected override int AxesAreInputSince => 13;

    internal override Interval? Bounds(BoundsContext context) => context.RoundedSum(context[0] * Interval.Point(context.Terms));

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
            if (Accumulate.IsFloat<T>())
            {
                return T.CreateTruncating(Accumulate.Sum(x));
            }

            var sum = T.Zero;
            foreach (var value in x)
            {
                sum += value;
            }

            return sum;
        }
    }

    private readonly struct Share : ISpread
    {
        static T ISpread.Of<T>(T x, T y, T g, T count, T lambda) => g;
    }
}
