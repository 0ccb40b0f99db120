using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Kernels.Sweeps;

/// <summary>
/// Sums in an order that the length alone decides: as many partial sums as 512 bits hold, whatever registers the machine has,
/// added one after another at the end. (Those of System.Numerics.Tensors follow the width of the registers.)
/// </summary>
public static class OrderedSums
{
    /// <summary>Σ x; 0 of nothing.</summary>
    /// <param name="x">The numbers.</param>
    public static T Sum<T>(ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        var wide = MemoryMarshal.Cast<T, Vector512<T>>(x);
        var partials = Vector512<T>.Zero;
        foreach (var v in wide)
        {
            partials += v;
        }

        var sum = Total(partials);
        foreach (var rest in x[(wide.Length * Vector512<T>.Count)..])
        {
            sum += rest;
        }

        return sum;
    }

    /// <summary>Σ x·y; every product is rounded.</summary>
    /// <param name="x">The first factors.</param>
    /// <param name="y">As many second factors.</param>
    /// <exception cref="ArgumentException"><paramref name="y"/> is not as long as <paramref name="x"/>.</exception>
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where T : unmanaged, INumber<T>
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"{x.Length} numbers cannot be multiplied with {y.Length}.");
        }

        var wideX = MemoryMarshal.Cast<T, Vector512<T>>(x);
        var wideY = MemoryMarshal.Cast<T, Vector512<T>>(y);
        var partials = Vector512<T>.Zero;
        for (var i = 0; i < wideX.Length && i < wideY.Length; i++)
        {
            partials += wideX[i] * wideY[i];
        }

        var sum = Total(partials);
        for (var i = wideX.Length * Vector512<T>.Count; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    private static T Total<T>(Vector512<T> partials) where T : unmanaged, INumber<T>
    {
        var sum = T.Zero;
        for (var lane = 0; lane < Vector512<T>.Count; lane++)
        {
            sum += partials[lane];
        }

        return sum;
    }
}
