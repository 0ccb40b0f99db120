using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The logarithm of the sum over axes; that of no elements is −∞ (ONNX ReduceLogSum).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceLogSum(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceLogSum";

    internal override Interval? Bounds(BoundsContext context) => context[0].Low >= 0 && context.Terms > 0
            ? context.RoundedSum(new(Math.Log(context[0].Low * context.Terms), Math.Log(context[0].High * context.Terms))) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Spreading.Needs<Share>();

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Spreading.Run<Share>(context, Axes(context));

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x) => T.CreateTruncating(Math.Log(Accumulate.Sum(x)));
    }

    private readonly struct Share : ISpread
    {
        public static bool ReadsOutput => true;

        static T ISpread.Of<T>(T x, T y, T g, T count, T lambda) => g / T.Exp(y);
    }
}
