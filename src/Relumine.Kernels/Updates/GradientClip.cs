using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>What is done to a gradient before it is used: <c>min(max(s·g, −limit), limit)</c>. NaN passes.</summary>
/// <param name="scale">s; 1 leaves the gradient alone.</param>
/// <param name="limit">The largest magnitude; +∞ leaves the gradient alone.</param>
public readonly struct GradientClip(double scale, double limit)
{
    private readonly double _scale = scale;
    private readonly double _limit = limit;

    /// <summary>Scale 1, no limit.</summary>
    public static GradientClip None => new(1, double.PositiveInfinity);

    /// <summary>The gradient that is used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V gradient) where V : struct, ILanes<V> =>
        V.AtMost(V.AtLeast(gradient * V.Of(_scale), V.Of(-_limit)), V.Of(_limit));
}
