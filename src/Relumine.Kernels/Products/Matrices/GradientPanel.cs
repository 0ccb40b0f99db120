using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>Some samples of dz for one panel of dW, packed.</summary>
internal static unsafe class GradientPanel
{
    /// <summary>Packs <paramref name="columns"/> columns of <paramref name="samples"/> rows; the columns up to the next register are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(T* from, nint stride, int samples, int columns, T* packed)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var width = Panel.Width<T>();
        if (columns == width)
        {
            for (var r = 0; r < samples; r++, from += stride, packed += width)
            {
                for (var j = 0; j < width; j += V.Count)
                {
                    V.Store(V.Load(ref from[j]), ref packed[j]);
                }
            }

            return;
        }

        for (var r = 0; r < samples; r++, from += stride, packed += width)
        {
            for (var j = 0; j < width; j += V.Count)
            {
                V.Store(j < columns ? V.LoadPartial(ref from[j], Math.Min(V.Count, columns - j)) : V.Broadcast(default), ref packed[j]);
            }
        }
    }

    /// <summary><c>bias[j] = Σᵣ packed[r, j]</c> in ascending r, going on from what is there if <paramref name="adds"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows<V, T>(T* packed, int samples, int columns, T* bias, bool adds)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var width = Panel.Width<T>();
        for (var j = 0; j < columns; j += 2 * V.Count)
        {
            var low = Math.Min(V.Count, columns - j);
            var high = Math.Min(V.Count, columns - j - low);
            V sum0 = V.Broadcast(default), sum1 = sum0;
            if (adds)
            {
                sum0 = V.LoadPartial(ref bias[j], low);
                sum1 = high > 0 ? V.LoadPartial(ref bias[j + low], high) : sum1;
            }

            var from = packed + j;
            for (var r = 0; r < samples; r++, from += width)
            {
                sum0 += V.Load(ref *from);
                sum1 += V.Load(ref from[V.Count]);
            }

            V.StorePartial(sum0, ref bias[j], low);
            if (high > 0)
            {
                V.StorePartial(sum1, ref bias[j + low], high);
            }
        }
    }
}
