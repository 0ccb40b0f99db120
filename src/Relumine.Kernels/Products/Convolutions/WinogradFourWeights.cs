using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>The weights of <see cref="WinogradFour"/>: for each of the 36 points a packed matrix with a row for each unit.</summary>
internal static unsafe class WinogradFourWeights
{
    private const int Side = 6;

    /// <summary>Makes them from weights whose rows are taps and units; both have a column for each channel.</summary>
    /// <param name="packed">The panels of the weights.</param>
    /// <param name="units">The units.</param>
    /// <param name="padded">The columns of all panels.</param>
    /// <param name="to">Takes 36 × units × padded numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Transform<V, T>(T* packed, int units, int padded, T* to) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var memory = stackalloc byte[3 * Side * V.Count * sizeof(T) + 64];
        var half = (T*)(((nint)memory + 63) & ~63);
        var width = Panel.Width<T>();
        nint tap = (nint)units * width, point = (nint)units * padded;
        for (var panel = 0; panel < padded / width; panel++, packed += 9 * tap, to += tap)
        {
            for (nint at = 0; at < tap; at += V.Count)
            {
                for (var column = 0; column < 3; column++)
                {
                    Evaluate<V, T>(packed + at + column * tap, 3 * tap, half + column * V.Count, 3 * V.Count);
                }

                for (var line = 0; line < Side; line++)
                {
                    Evaluate<V, T>(half + line * 3 * V.Count, V.Count, to + at + line * Side * point, point);
                }
            }
        }
    }

    // Three taps at each point, divided by the product of its distances from all others.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Evaluate<V, T>(T* from, nint apart, T* to, nint next) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        const double A = WinogradFour.A, B = WinogradFour.B;
        V a = V.Load(ref *from), b = V.Load(ref from[apart]), c = V.Load(ref from[2 * apart]);
        V byA = V.Of(1 / (2 * A * A * (A * A - B * B))), byB = V.Of(1 / (2 * B * B * (B * B - A * A)));
        V evenA = V.MulAdd(c, A * A, a), oddA = b * V.Of(A), evenB = V.MulAdd(c, B * B, a), oddB = b * V.Of(B);
        V.Store(a * V.Of(1 / (A * A * B * B)), ref *to);
        V.Store((evenA + oddA) * byA, ref to[next]);
        V.Store((evenA - oddA) * byA, ref to[2 * next]);
        V.Store((evenB + oddB) * byB, ref to[3 * next]);
        V.Store((evenB - oddB) * byB, ref to[4 * next]);
        V.Store(c, ref to[5 * next]);
    }
}
