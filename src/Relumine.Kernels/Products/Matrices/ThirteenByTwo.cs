using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Thirteen rows of x times two registers of columns, 26 accumulators: where twelve leave one row over, which would take as long as four.</summary>
internal static unsafe class ThirteenByTwo
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 13;

    /// <summary>
    /// <c>to[r, :] = from[r, :] + Σₖ x[r, k]·panel[k, :]</c>, every element one chain of fused multiply-adds in
    /// ascending k. The rows of <paramref name="to"/> are two registers long and adjacent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint stride, nint step, T* panel, nint count, T* from, nint fromStride, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var x4 = x + 4 * stride;
        var x8 = x + 8 * stride;
        var stride2 = 2 * stride;
        var stride3 = 3 * stride;
        var stride4 = 4 * stride;
        V c00 = V.Load(ref *from), c01 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c10 = V.Load(ref *from), c11 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c20 = V.Load(ref *from), c21 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c30 = V.Load(ref *from), c31 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c40 = V.Load(ref *from), c41 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c50 = V.Load(ref *from), c51 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c60 = V.Load(ref *from), c61 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c70 = V.Load(ref *from), c71 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c80 = V.Load(ref *from), c81 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c90 = V.Load(ref *from), c91 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c100 = V.Load(ref *from), c101 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c110 = V.Load(ref *from), c111 = V.Load(ref from[V.Count]);
        from += fromStride;
        V c120 = V.Load(ref *from), c121 = V.Load(ref from[V.Count]);

        for (; count > 0; count--)
        {
            var b0 = V.Load(ref *panel);
            var b1 = V.Load(ref panel[V.Count]);
            var a = V.Broadcast(*x);
            c00 = V.MulAdd(a, b0, c00);
            c01 = V.MulAdd(a, b1, c01);
            a = V.Broadcast(x[stride]);
            c10 = V.MulAdd(a, b0, c10);
            c11 = V.MulAdd(a, b1, c11);
            a = V.Broadcast(x[stride2]);
            c20 = V.MulAdd(a, b0, c20);
            c21 = V.MulAdd(a, b1, c21);
            a = V.Broadcast(x[stride3]);
            c30 = V.MulAdd(a, b0, c30);
            c31 = V.MulAdd(a, b1, c31);
            a = V.Broadcast(*x4);
            c40 = V.MulAdd(a, b0, c40);
            c41 = V.MulAdd(a, b1, c41);
            a = V.Broadcast(x4[stride]);
            c50 = V.MulAdd(a, b0, c50);
            c51 = V.MulAdd(a, b1, c51);
            a = V.Broadcast(x4[stride2]);
            c60 = V.MulAdd(a, b0, c60);
            c61 = V.MulAdd(a, b1, c61);
            a = V.Broadcast(x4[stride3]);
            c70 = V.MulAdd(a, b0, c70);
            c71 = V.MulAdd(a, b1, c71);
            a = V.Broadcast(*x8);
            c80 = V.MulAdd(a, b0, c80);
            c81 = V.MulAdd(a, b1, c81);
            a = V.Broadcast(x8[stride]);
            c90 = V.MulAdd(a, b0, c90);
            c91 = V.MulAdd(a, b1, c91);
            a = V.Broadcast(x8[stride2]);
            c100 = V.MulAdd(a, b0, c100);
            c101 = V.MulAdd(a, b1, c101);
            a = V.Broadcast(x8[stride3]);
            c110 = V.MulAdd(a, b0, c110);
            c111 = V.MulAdd(a, b1, c111);
            a = V.Broadcast(x8[stride4]);
            c120 = V.MulAdd(a, b0, c120);
            c121 = V.MulAdd(a, b1, c121);
            x += step;
            x4 += step;
            x8 += step;
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
        V.Store(c40, ref to[8 * V.Count]);
        V.Store(c41, ref to[9 * V.Count]);
        V.Store(c50, ref to[10 * V.Count]);
        V.Store(c51, ref to[11 * V.Count]);
        V.Store(c60, ref to[12 * V.Count]);
        V.Store(c61, ref to[13 * V.Count]);
        V.Store(c70, ref to[14 * V.Count]);
        V.Store(c71, ref to[15 * V.Count]);
        V.Store(c80, ref to[16 * V.Count]);
        V.Store(c81, ref to[17 * V.Count]);
        V.Store(c90, ref to[18 * V.Count]);
        V.Store(c91, ref to[19 * V.Count]);
        V.Store(c100, ref to[20 * V.Count]);
        V.Store(c101, ref to[21 * V.Count]);
        V.Store(c110, ref to[22 * V.Count]);
        V.Store(c111, ref to[23 * V.Count]);
        V.Store(c120, ref to[24 * V.Count]);
        V.Store(c121, ref to[25 * V.Count]);
    }
}
