using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>As <see cref="TwelveWeights"/> with four inputs: for the last, and for processors with 16 registers.</summary>
internal static unsafe class FourWeights
{
    /// <summary>The number of rows.</summary>
    public const int Rows = 4;

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
    }
}
