using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>|z − t|, averaged over samples and outputs: regression that outliers hardly move (Laplace).</summary>
/// <remarks>The gradient is the sign of z − t. At the kink z = t it is 0, the middle of the two one-sided derivatives.</remarks>
public sealed class MeanAbsoluteError : ValueLoss
{
    /// <inheritdoc/>
    public override string Name => "meanAbsoluteError";

    /// <inheritdoc/>
    public override string Summary => "the mean of |z − t| over samples and outputs; derivative 0 at z = t: regression with outliers";

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        Width<T>(samples, outputs, gradient);
        return PointwiseTerms.Evaluate(default(Term), default(Slope), samples, outputs, targets, gradient);
    }

    private readonly struct Term : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> => V.Abs(z - t);
    }

    private readonly struct Slope : IBinaryFormula
    {
        // NaN − NaN keeps a gradient of NaN from looking like 0 or 1.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> =>
            V.IfNaN(z - t, z - t, V.IfGreater(z, t, V.Of(1), V.IfGreater(t, z, V.Of(-1), V.Of(0))));
    }
}
