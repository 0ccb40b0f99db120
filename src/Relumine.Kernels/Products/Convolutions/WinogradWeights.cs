using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>The weights of <see cref="WinogradTiles"/>: for each of the 16 points a packed matrix with a row for each channel.</summary>
internal static unsafe class WinogradWeights
{
    /// <summary>Makes them from weights whose rows are taps and channels; both have a column for each unit.</summary>
    /// <param name="packed">The panels of the weights.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="padded">The columns of all panels.</param>
    /// <param name="to">Takes 16 × channels × padded numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transform<V, T>(T* packed, int channels, int padded, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var width = Panel.Width<T>();
        nint tap = (nint)channels * width, point = (nint)channels * padded;
        var half = V.Of(0.5);
        for (var panel = 0; panel < padded / width; panel++, packed += 9 * tap, to += tap)
        {
            for (nint at = 0; at < tap; at += V.Count)
            {
                var from = packed + at;
                V g0 = V.Load(ref *from), g1 = V.Load(ref from[tap]), g2 = V.Load(ref from[2 * tap]);
                V g3 = V.Load(ref from[3 * tap]), g4 = V.Load(ref from[4 * tap]), g5 = V.Load(ref from[5 * tap]);
                V g6 = V.Load(ref from[6 * tap]), g7 = V.Load(ref from[7 * tap]), g8 = V.Load(ref from[8 * tap]);
                StoreRow<V, T>(g0, g1, g2, half, to + at, point);
                StoreRow<V, T>((g0 + g6 + g3) * half, (g1 + g7 + g4) * half, (g2 + g8 + g5) * half, half, to + at + 4 * point, point);
                StoreRow<V, T>((g0 + g6 - g3) * half, (g1 + g7 - g4) * half, (g2 + g8 - g5) * half, half, to + at + 8 * point, point);
                StoreRow<V, T>(g6, g7, g8, half, to + at + 12 * point, point);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<V, T>(V a, V b, V c, V half, T* to, nint apart)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var outer = a + c;
        V.Store(a, ref *to);
        V.Store((outer + b) * half, ref to[apart]);
        V.Store((outer - b) * half, ref to[2 * apart]);
        V.Store(c, ref to[3 * apart]);
    }
}
