using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

/// <summary>Which of the two one-sided slopes counts where they differ: a <see cref="Kink"/> that is known at compile time.</summary>
internal interface ISide
{
    /// <summary>The slope at <paramref name="x"/>.</summary>
    V Slope<F, V>(in F f, V x) where F : struct, IActivation<F> where V : struct, ILanes<V>;
}

/// <summary>λ = 0.</summary>
internal readonly struct LeftSide : ISide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<F, V>(in F f, V x) where F : struct, IActivation<F> where V : struct, ILanes<V> => F.SlopeFromLeft(in f, x);
}

/// <summary>λ = 1.</summary>
internal readonly struct RightSide : ISide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<F, V>(in F f, V x) where F : struct, IActivation<F> where V : struct, ILanes<V> => F.SlopeFromRight(in f, x);
}

/// <summary>Any other λ.</summary>
internal readonly struct BetweenSides(Kink kink) : ISide
{
    private readonly double _lambda = kink.Lambda;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<F, V>(in F f, V x) where F : struct, IActivation<F> where V : struct, ILanes<V>
    {
        var left = F.SlopeFromLeft(in f, x);
        return V.MulAdd(V.Of(_lambda), F.SlopeFromRight(in f, x) - left, left);
    }
}
