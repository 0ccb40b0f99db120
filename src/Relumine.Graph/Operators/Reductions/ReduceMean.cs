using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The mean over axes; that of no elements is NaN, of integers 0 (ONNX ReduceMean).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceMean(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceMean";

    internal override Interval? Bounds(BoundsContext context) => context.Terms > 0 ? context.RoundedSum(context[0]) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Spreading.Needs<Share>();

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Spreading.Run<Share>(context, Axes(context));

    internal readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x) =>
            Accumulate.IsFloat<T>() || x.Length > 0 ? T.CreateTruncating(Accumulate.Sum(x) / x.Length) : T.Zero;
    }

    private readonly struct Share : ISpread
    {
        static T ISpread.Of<T>(T x, T y, T g, T count, T lambda) => g / count;
    }
}
