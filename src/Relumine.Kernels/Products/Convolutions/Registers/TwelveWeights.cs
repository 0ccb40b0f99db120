using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>Twelve neighbouring inputs of a window times two registers of units, summed over all windows: the gradient of their weights.</summary>
internal static unsafe class TwelveWeights
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 12;

    /// <summary>
    /// <c>to[r, :] += Σ x[p·xStep + r]·dz[p·zStep, :]</c> over <paramref name="rows"/> rows of
    /// <paramref name="length"/> positions p, every element one chain of fused multiply-adds in the order of the
    /// positions. Row y begins at <c>x + xRows[y]</c> and <c>dz + y·zDown</c>; the rows of
    /// <paramref name="to"/> are a panel wide.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T* x, nint* xRows, nint xAcross, nint xStep, T* dz, nint* zRows, nint zStep, int rows, nint length, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V c00 = V.Load(ref *to), c01 = V.Load(ref to[V.Count]);
        V c10 = V.Load(ref to[Panel.Width<T>()]), c11 = V.Load(ref to[Panel.Width<T>() + V.Count]);
        V c20 = V.Load(ref to[2 * Panel.Width<T>()]), c21 = V.Load(ref to[2 * Panel.Width<T>() + V.Count]);
        V c30 = V.Load(ref to[3 * Panel.Width<T>()]), c31 = V.Load(ref to[3 * Panel.Width<T>() + V.Count]);
        V c40 = V.Load(ref to[4 * Panel.Width<T>()]), c41 = V.Load(ref to[4 * Panel.Width<T>() + V.Count]);
        V c50 = V.Load(ref to[5 * Panel.Width<T>()]), c51 = V.Load(ref to[5 * Panel.Width<T>() + V.Count]);
        V c60 = V.Load(ref to[6 * Panel.Width<T>()]), c61 = V.Load(ref to[6 * Panel.Width<T>() + V.Count]);
        V c70 = V.Load(ref to[7 * Panel.Width<T>()]), c71 = V.Load(ref to[7 * Panel.Width<T>() + V.Count]);
        V c80 = V.Load(ref to[8 * Panel.Width<T>()]), c81 = V.Load(ref to[8 * Panel.Width<T>() + V.Count]);
        V c90 = V.Load(ref to[9 * Panel.Width<T>()]), c91 = V.Load(ref to[9 * Panel.Width<T>() + V.Count]);
        V c100 = V.Load(ref to[10 * Panel.Width<T>()]), c101 = V.Load(ref to[10 * Panel.Width<T>() + V.Count]);
        V c110 = V.Load(ref to[11 * Panel.Width<T>()]), c111 = V.Load(ref to[11 * Panel.Width<T>() + V.Count]);
        for (var y = 0; y < rows; y++)
        {
            var window = x + xRows[y * xAcross];
            var gradient = dz + zRows[y];
            for (var count = length; count > 0; count--)
            {
                V b0 = V.Load(ref *gradient), b1 = V.Load(ref gradient[V.Count]);
                var a = V.Broadcast(*window);
                c00 = V.MulAdd(a, b0, c00);
                c01 = V.MulAdd(a, b1, c01);
                a = V.Broadcast(window[1]);
                c10 = V.MulAdd(a, b0, c10);
                c11 = V.MulAdd(a, b1, c11);
                a = V.Broadcast(window[2]);
                c20 = V.MulAdd(a, b0, c20);
                c21 = V.MulAdd(a, b1, c21);
                a = V.Broadcast(window[3]);
                c30 = V.MulAdd(a, b0, c30);
                c31 = V.MulAdd(a, b1, c31);
                a = V.Broadcast(window[4]);
                c40 = V.MulAdd(a, b0, c40);
                c41 = V.MulAdd(a, b1, c41);
                a = V.Broadcast(window[5]);
                c50 = V.MulAdd(a, b0, c50);
                c51 = V.MulAdd(a, b1, c51);
                a = V.Broadcast(window[6]);
                c60 = V.MulAdd(a, b0, c60);
                c61 = V.MulAdd(a, b1, c61);
                a = V.Broadcast(window[7]);
                c70 = V.MulAdd(a, b0, c70);
                c71 = V.MulAdd(a, b1, c71);
                a = V.Broadcast(window[8]);
                c80 = V.MulAdd(a, b0, c80);
                c81 = V.MulAdd(a, b1, c81);
                a = V.Broadcast(window[9]);
                c90 = V.MulAdd(a, b0, c90);
                c91 = V.MulAdd(a, b1, c91);
                a = V.Broadcast(window[10]);
                c100 = V.MulAdd(a, b0, c100);
                c101 = V.MulAdd(a, b1, c101);
                a = V.Broadcast(window[11]);
                c110 = V.MulAdd(a, b0, c110);
                c111 = V.MulAdd(a, b1, c111);
                window += xStep;
                gradient += zStep;
            }
        }

        V.Store(c00, ref *to);
        V.Store(c01, ref to[V.Count]);
        V.Store(c10, ref to[Panel.Width<T>()]);
        V.Store(c11, ref to[Panel.Width<T>() + V.Count]);
        V.Store(c20, ref to[2 * Panel.Width<T>()]);
        V.Store(c21, ref to[2 * Panel.Width<T>() + V.Count]);
        V.Store(c30, ref to[3 * Panel.Width<T>()]);
        V.Store(c31, ref to[3 * Panel.Width<T>() + V.Count]);
        V.Store(c40, ref to[4 * Panel.Width<T>()]);
        V.Store(c41, ref to[4 * Panel.Width<T>() + V.Count]);
        V.Store(c50, ref to[5 * Panel.Width<T>()]);
        V.Store(c51, ref to[5 * Panel.Width<T>() + V.Count]);
        V.Store(c60, ref to[6 * Panel.Width<T>()]);
        V.Store(c61, ref to[6 * Panel.Width<T>() + V.Count]);
        V.Store(c70, ref to[7 * Panel.Width<T>()]);
        V.Store(c71, ref to[7 * Panel.Width<T>() + V.Count]);
        V.Store(c80, ref to[8 * Panel.Width<T>()]);
        V.Store(c81, ref to[8 * Panel.Width<T>() + V.Count]);
        V.Store(c90, ref to[9 * Panel.Width<T>()]);
        V.Store(c91, ref to[9 * Panel.Width<T>() + V.Count]);
        V.Store(c100, ref to[10 * Panel.Width<T>()]);
        V.Store(c101, ref to[10 * Panel.Width<T>() + V.Count]);
        V.Store(c110, ref to[11 * Panel.Width<T>()]);
        V.Store(c111, ref to[11 * Panel.Width<T>() + V.Count]);
    }
}
