using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Twelve rows of x times one register of columns: for the last columns, and for layers with few of them.</summary>
internal static unsafe class TwelveByOne
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 12;

    /// <summary>
    /// <c>to[r, :] = from[r, :] + Σₖ x[r, k]·panel[k, :]</c>, every element one chain of fused multiply-adds in
    /// ascending k. The rows of <paramref name="to"/> are one register long and adjacent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint stride, nint step, T* panel, nint count, T* from, nint fromStride, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var x4 = x + 4 * stride;
        var x8 = x + 8 * stride;
        var stride2 = 2 * stride;
        var stride3 = 3 * stride;
        V c00 = V.Load(ref *from);
        from += fromStride;
        V c10 = V.Load(ref *from);
        from += fromStride;
        V c20 = V.Load(ref *from);
        from += fromStride;
        V c30 = V.Load(ref *from);
        from += fromStride;
        V c40 = V.Load(ref *from);
        from += fromStride;
        V c50 = V.Load(ref *from);
        from += fromStride;
        V c60 = V.Load(ref *from);
        from += fromStride;
        V c70 = V.Load(ref *from);
        from += fromStride;
        V c80 = V.Load(ref *from);
        from += fromStride;
        V c90 = V.Load(ref *from);
        from += fromStride;
        V c100 = V.Load(ref *from);
        from += fromStride;
        V c110 = V.Load(ref *from);

        for (; count > 0; count--)
        {
            var b0 = V.Load(ref *panel);
            var a = V.Broadcast(*x);
            c00 = V.MulAdd(a, b0, c00);
            a = V.Broadcast(x[stride]);
            c10 = V.MulAdd(a, b0, c10);
            a = V.Broadcast(x[stride2]);
            c20 = V.MulAdd(a, b0, c20);
            a = V.Broadcast(x[stride3]);
            c30 = V.MulAdd(a, b0, c30);
            a = V.Broadcast(*x4);
            c40 = V.MulAdd(a, b0, c40);
            a = V.Broadcast(x4[stride]);
            c50 = V.MulAdd(a, b0, c50);
            a = V.Broadcast(x4[stride2]);
            c60 = V.MulAdd(a, b0, c60);
            a = V.Broadcast(x4[stride3]);
            c70 = V.MulAdd(a, b0, c70);
            a = V.Broadcast(*x8);
            c80 = V.MulAdd(a, b0, c80);
            a = V.Broadcast(x8[stride]);
            c90 = V.MulAdd(a, b0, c90);
            a = V.Broadcast(x8[stride2]);
            c100 = V.MulAdd(a, b0, c100);
            a = V.Broadcast(x8[stride3]);
            c110 = V.MulAdd(a, b0, c110);
            x += step;
            x4 += step;
            x8 += step;
            panel += Panel.Width<T>();
        }

        V.Store(c00, ref *to);
        V.Store(c10, ref to[V.Count]);
        V.Store(c20, ref to[2 * V.Count]);
        V.Store(c30, ref to[3 * V.Count]);
        V.Store(c40, ref to[4 * V.Count]);
        V.Store(c50, ref to[5 * V.Count]);
        V.Store(c60, ref to[6 * V.Count]);
        V.Store(c70, ref to[7 * V.Count]);
        V.Store(c80, ref to[8 * V.Count]);
        V.Store(c90, ref to[9 * V.Count]);
        V.Store(c100, ref to[10 * V.Count]);
        V.Store(c110, ref to[11 * V.Count]);
    }
}
