using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>(z − t)², averaged over samples and outputs: for regression. The gradient is 2(z − t).</summary>
public sealed class MeanSquaredError : ValueLoss
{
    /// <inheritdoc/>
    public override string Name => "meanSquaredError";

    /// <inheritdoc/>
    public override string Summary => "the mean of (z − t)² over samples and outputs: regression";

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        Width<T>(samples, outputs, gradient);
        return PointwiseTerms.Evaluate(default(Term), default(Slope), samples, outputs, targets, gradient);
    }

    private readonly struct Term : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> => (z - t) * (z - t);
    }

    private readonly struct Slope : IBinaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> => z - t + (z - t);
    }
}
