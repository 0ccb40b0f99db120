using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Losses;

/// <summary>
/// ½r² for |r| ≤ δ and δ(|r| − ½δ) beyond, with r = z − t, averaged over samples and outputs (Huber 1964): squared near the
/// target, absolute far from it.
/// </summary>
/// <remarks>The gradient is r, held within ±δ: continuous, so the two pieces have the same derivative ±δ where they meet.</remarks>
public sealed class Huber : ValueLoss, IEquatable<Huber>
{
    private readonly double _delta;

    /// <summary>Makes the loss.</summary>
    /// <param name="delta">δ, where the square ends; more than 0.</param>
    public Huber(double delta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        _delta = double.IsFinite(delta)
            ? delta
            : throw new ArgumentOutOfRangeException(nameof(delta), delta, "δ must be finite; without it this is half of meanSquaredError.");
    }

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override string Summary => "½r² up to |r| = δ, δ(|r| − ½δ) beyond, r = z − t, the mean over samples and outputs: regression with outliers";

    /// <summary>δ, where the square ends.</summary>
    public double Delta => _delta;

    /// <inheritdoc/>
    public override double Evaluate<T>(int samples, ReadOnlySpan<T> outputs, in Targets targets, Span<T> gradient)
    {
        Width<T>(samples, outputs, gradient);
        return PointwiseTerms.Evaluate(new Term(_delta), new Slope(_delta), samples, outputs, targets, gradient);
    }

    /// <inheritdoc/>
    public bool Equals(Huber? other) => other?._delta == _delta;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Huber);

    /// <inheritdoc/>
    public override int GetHashCode() => _delta.GetHashCode();

    private readonly struct Term(double delta) : IBinaryFormula
    {
        private readonly double _delta = delta;

        // c·(|r| − ½c) with c = min(|r|, δ) is both pieces.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V>
        {
            var size = V.Abs(z - t);
            var capped = V.AtMost(size, V.Of(_delta));
            return capped * V.MulAdd(capped, -0.5, size);
        }
    }

    private readonly struct Slope(double delta) : IBinaryFormula
    {
        private readonly double _delta = delta;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V z, V t) where V : struct, ILanes<V> => V.AtLeast(V.AtMost(z - t, V.Of(_delta)), V.Of(-_delta));
    }
}
