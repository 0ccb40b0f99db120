using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>One row of x times eight registers of columns, in four pairs: matrix times vector.</summary>
internal static unsafe class OneByEight
{
    /// <summary>The number of registers of columns.</summary>
    public const int Columns = 8;

    /// <summary>
    /// <c>to[:] = Σₖ x[k]·pair[k, :]</c>, every element one chain of fused multiply-adds from 0 in ascending k.
    /// The pairs are columns of panels; pairs that are missing may repeat another.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint count, T* pair0, T* pair1, T* pair2, T* pair3, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V zero = V.Broadcast(default);
        V c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
        for (nint k = 0, at = 0; k < count; k++, at += Panel.Width<T>())
        {
            var a = V.Broadcast(x[k]);
            c0 = V.MulAdd(a, V.Load(ref pair0[at]), c0);
            c1 = V.MulAdd(a, V.Load(ref pair0[at + V.Count]), c1);
            c2 = V.MulAdd(a, V.Load(ref pair1[at]), c2);
            c3 = V.MulAdd(a, V.Load(ref pair1[at + V.Count]), c3);
            c4 = V.MulAdd(a, V.Load(ref pair2[at]), c4);
            c5 = V.MulAdd(a, V.Load(ref pair2[at + V.Count]), c5);
            c6 = V.MulAdd(a, V.Load(ref pair3[at]), c6);
            c7 = V.MulAdd(a, V.Load(ref pair3[at + V.Count]), c7);
        }

        V.Store(c0, ref *to);
        V.Store(c1, ref to[V.Count]);
        V.Store(c2, ref to[2 * V.Count]);
        V.Store(c3, ref to[3 * V.Count]);
        V.Store(c4, ref to[4 * V.Count]);
        V.Store(c5, ref to[5 * V.Count]);
        V.Store(c6, ref to[6 * V.Count]);
        V.Store(c7, ref to[7 * V.Count]);
    }
}
