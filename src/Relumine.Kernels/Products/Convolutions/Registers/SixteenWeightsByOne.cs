using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>
/// Sixteen neighbouring inputs of a window times one register of units: where there are no more units than that, a second register would only multiply
/// padding.
/// </summary>
internal static unsafe class SixteenWeightsByOne
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 16;

    /// <summary>As <see cref="TwelveWeights.Accumulate"/>; the second register of each row of <paramref name="to"/> stays as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint* xRows, nint xAcross, nint xStep, T* dz, nint* zRows, nint zStep, int rows, nint length, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var c0 = V.Load(ref *to);
        var c1 = V.Load(ref to[Panel.Width<T>()]);
        var c2 = V.Load(ref to[2 * Panel.Width<T>()]);
        var c3 = V.Load(ref to[3 * Panel.Width<T>()]);
        var c4 = V.Load(ref to[4 * Panel.Width<T>()]);
        var c5 = V.Load(ref to[5 * Panel.Width<T>()]);
        var c6 = V.Load(ref to[6 * Panel.Width<T>()]);
        var c7 = V.Load(ref to[7 * Panel.Width<T>()]);
        var c8 = V.Load(ref to[8 * Panel.Width<T>()]);
        var c9 = V.Load(ref to[9 * Panel.Width<T>()]);
        var c10 = V.Load(ref to[10 * Panel.Width<T>()]);
        var c11 = V.Load(ref to[11 * Panel.Width<T>()]);
        var c12 = V.Load(ref to[12 * Panel.Width<T>()]);
        var c13 = V.Load(ref to[13 * Panel.Width<T>()]);
        var c14 = V.Load(ref to[14 * Panel.Width<T>()]);
        var c15 = V.Load(ref to[15 * Panel.Width<T>()]);
        for (var y = 0; y < rows; y++)
        {
            var window = x + xRows[y * xAcross];
            var gradient = dz + zRows[y];
            for (var count = length; count > 0; count--)
            {
                var b = V.Load(ref *gradient);
                c0 = V.MulAdd(V.Broadcast(*window), b, c0);
                c1 = V.MulAdd(V.Broadcast(window[1]), b, c1);
                c2 = V.MulAdd(V.Broadcast(window[2]), b, c2);
                c3 = V.MulAdd(V.Broadcast(window[3]), b, c3);
                c4 = V.MulAdd(V.Broadcast(window[4]), b, c4);
                c5 = V.MulAdd(V.Broadcast(window[5]), b, c5);
                c6 = V.MulAdd(V.Broadcast(window[6]), b, c6);
                c7 = V.MulAdd(V.Broadcast(window[7]), b, c7);
                c8 = V.MulAdd(V.Broadcast(window[8]), b, c8);
                c9 = V.MulAdd(V.Broadcast(window[9]), b, c9);
                c10 = V.MulAdd(V.Broadcast(window[10]), b, c10);
                c11 = V.MulAdd(V.Broadcast(window[11]), b, c11);
                c12 = V.MulAdd(V.Broadcast(window[12]), b, c12);
                c13 = V.MulAdd(V.Broadcast(window[13]), b, c13);
                c14 = V.MulAdd(V.Broadcast(window[14]), b, c14);
                c15 = V.MulAdd(V.Broadcast(window[15]), b, c15);
                window += xStep;
                gradient += zStep;
            }
        }

        V.Store(c0, ref *to);
        V.Store(c1, ref to[Panel.Width<T>()]);
        V.Store(c2, ref to[2 * Panel.Width<T>()]);
        V.Store(c3, ref to[3 * Panel.Width<T>()]);
        V.Store(c4, ref to[4 * Panel.Width<T>()]);
        V.Store(c5, ref to[5 * Panel.Width<T>()]);
        V.Store(c6, ref to[6 * Panel.Width<T>()]);
        V.Store(c7, ref to[7 * Panel.Width<T>()]);
        V.Store(c8, ref to[8 * Panel.Width<T>()]);
        V.Store(c9, ref to[9 * Panel.Width<T>()]);
        V.Store(c10, ref to[10 * Panel.Width<T>()]);
        V.Store(c11, ref to[11 * Panel.Width<T>()]);
        V.Store(c12, ref to[12 * Panel.Width<T>()]);
        V.Store(c13, ref to[13 * Panel.Width<T>()]);
        V.Store(c14, ref to[14 * Panel.Width<T>()]);
        V.Store(c15, ref to[15 * Panel.Width<T>()]);
    }
}
