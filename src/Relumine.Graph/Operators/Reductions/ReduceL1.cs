using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The sum of the magnitudes over axes (ONNX ReduceL1).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceL1(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceL1";

    internal override Interval? Bounds(BoundsContext context) => context.RoundedSum(context[0].Abs() * Interval.Point(context.Terms));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => Spreading.Needs<Share>();

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Spreading.Run<Share>(context, Axes(context));

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x) => T.CreateTruncating(Accumulate.Sum<Accumulate.Magnitude, T>(x));
    }

    private readonly struct Share : ISpread
    {
        public static bool ReadsInput => true;

        static T ISpread.Of<T>(T x, T y, T g, T count, T lambda) => (x > T.Zero ? T.One : x < T.Zero ? -T.One : lambda + lambda - T.One) * g;
    }
}
