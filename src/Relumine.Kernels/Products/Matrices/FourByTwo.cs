using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// One to four rows of x times two registers of columns: 8 accumulators, as many as it takes to hide the latency of a
/// multiply-add, so that fewer rows would not be faster. Rows that are missing repeat the last one.
/// </summary>
internal static unsafe class FourByTwo
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 4;

    /// <summary>As <see cref="TwelveByTwo.Accumulate"/>, for the first <paramref name="rows"/> of four rows; the others of <paramref name="to"/> are of no
    /// use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint stride, nint step, int rows, T* panel, nint count, T* from, nint fromStride, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var x1 = rows > 1 ? x + stride : x;
        var x2 = rows > 2 ? x1 + stride : x1;
        var x3 = rows > 3 ? x2 + stride : x2;
        V c00 = V.Load(ref *from), c01 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c10 = V.Load(ref *from), c11 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c20 = V.Load(ref *from), c21 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c30 = V.Load(ref *from), c31 = V.Load(ref from[V.Count]);

        for (nint k = 0; count > 0; count--)
        {
            var b0 = V.Load(ref *panel);
            var b1 = V.Load(ref panel[V.Count]);
            var a = V.Broadcast(x[k]);
            c00 = V.MulAdd(a, b0, c00);
            c01 = V.MulAdd(a, b1, c01);
            a = V.Broadcast(x1[k]);
            c10 = V.MulAdd(a, b0, c10);
            c11 = V.MulAdd(a, b1, c11);
            a = V.Broadcast(x2[k]);
            c20 = V.MulAdd(a, b0, c20);
            c21 = V.MulAdd(a, b1, c21);
            a = V.Broadcast(x3[k]);
            c30 = V.MulAdd(a, b0, c30);
            c31 = V.MulAdd(a, b1, c31);
            k += step;
            panel += Panel.Width<T>();
        }

        V.Store(c00, ref *to);
        V.Store(c01, ref to[V.Count]);
        V.Store(c10, ref to[2 * V.Count]);
        V.Store(c11, ref to[3 * V.Count]);
        V.Store(c20, ref to[4 * V.Count]);
        V.Store(c21, ref to[5 * V.Count]);
        V.Store(c30, ref to[6 * V.Count]);
        V.Store(c31, ref to[7 * V.Count]);
    }
}
