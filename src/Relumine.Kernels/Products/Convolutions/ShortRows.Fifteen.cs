using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <content>Tiles of fifteen windows: lines of fifteen are not rare, as windows of four or five by two over 32 inputs give them, and two of twelve waste much.</content>
internal static unsafe partial class ShortRows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FifteenByOne<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint step, WindowTap* taps, int count, T* panel, T* sums, int column, T* y, T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        nint step2 = 2 * step, step3 = 3 * step, step5 = 5 * step, step4 = 4 * step;
        V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0, c8 = c0, c9 = c0, c10 = c0, c11 = c0, c12 = c0;
        V c13 = c0, c14 = c0;
        for (var end = taps + count; taps < end; taps++)
        {
            var from = place + taps->Distance;
            var weight = V.Load(ref panel[taps->Weight]);
            c0 = V.MulAdd(weight, V.Broadcast(*from), c0);
            c1 = V.MulAdd(weight, V.Broadcast(from[step]), c1);
            c2 = V.MulAdd(weight, V.Broadcast(from[step2]), c2);
            c3 = V.MulAdd(weight, V.Broadcast(from[step3]), c3);
            c4 = V.MulAdd(weight, V.Broadcast(from[step4]), c4);
            from += step5;
            c5 = V.MulAdd(weight, V.Broadcast(*from), c5);
            c6 = V.MulAdd(weight, V.Broadcast(from[step]), c6);
            c7 = V.MulAdd(weight, V.Broadcast(from[step2]), c7);
            c8 = V.MulAdd(weight, V.Broadcast(from[step3]), c8);
            c9 = V.MulAdd(weight, V.Broadcast(from[step4]), c9);
            from += step5;
            c10 = V.MulAdd(weight, V.Broadcast(*from), c10);
            c11 = V.MulAdd(weight, V.Broadcast(from[step]), c11);
            c12 = V.MulAdd(weight, V.Broadcast(from[step2]), c12);
            c13 = V.MulAdd(weight, V.Broadcast(from[step3]), c13);
            c14 = V.MulAdd(weight, V.Broadcast(from[step4]), c14);
        }

        if (typeof(P) != typeof(FullProbe<V, T>) && sums is null)
        {
            nint stride = job.YStride;
            var function = job.Function;
            var bias = job.Bias is null ? V.Broadcast(default) : V.Load(ref job.Bias[column]);
            var probe = isFirst ? P.Start() : P.Load(record, job.RecordStride);
            Finish<V, T, E, P>(function, c0 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c1 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c2 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c3 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c4 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c5 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c6 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c7 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c8 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c9 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c10 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c11 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c12 + bias, y, ref probe);
            Finish<V, T, E, P>(function, c13 + bias, y + stride, ref probe);
            y += 2 * stride;
            Finish<V, T, E, P>(function, c14 + bias, y, ref probe);
            probe.Save(record, job.RecordStride);
            return;
        }

        StoreSix<V, T>(c0, c1, c2, c3, c4, c5, sums);
        StoreSix<V, T>(c6, c7, c8, c9, c10, c11, sums + 12 * V.Count);
        V.Store(c12, ref sums[24 * V.Count]);
        V.Store(c13, ref sums[26 * V.Count]);
        V.Store(c14, ref sums[28 * V.Count]);
    }
}
