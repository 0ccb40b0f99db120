using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <content>
/// Tiles of fifteen windows: lines of fifteen are not rare, as windows of four by two over 32 inputs give them, and two tiles of twelve waste much.
/// </content>
internal static unsafe partial class ShortRows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FifteenByOne<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint step, WindowTap* taps, int count, T* panel, T* sums, int column, T* y, int tiles, T* record,
        bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        nint step2 = 2 * step, step3 = 3 * step, step5 = 5 * step, step4 = 4 * step;
        nint stride = job.YStride;
        var function = job.Function;
        var bias = job.Bias is null || sums is not null ? V.Broadcast(default) : V.Load(ref job.Bias[column]);
        var probe = isFirst || sums is not null ? P.Start() : P.Load(record, job.RecordStride);
        for (var end = taps + count; tiles > 0; tiles--)
        {
            V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0, c8 = c0, c9 = c0, c10 = c0, c11 = c0, c12 = c0;
            V c13 = c0, c14 = c0;
            for (var tap = taps; tap < end; tap++)
            {
                var from = place + tap->Distance;
                var weight = V.Load(ref panel[tap->Weight]);
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

            if (sums is not null)
            {
                StoreSix<V, T>(c0, c1, c2, c3, c4, c5, sums);
                StoreSix<V, T>(c6, c7, c8, c9, c10, c11, sums + 12 * V.Count);
                V.Store(c12, ref sums[24 * V.Count]);
                V.Store(c13, ref sums[26 * V.Count]);
                V.Store(c14, ref sums[28 * V.Count]);
                return;
            }

            Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, stride, ref probe);
            Epilogue.Four<V, T, E, P>(function, bias, c4, c5, c6, c7, y + 4 * stride, stride, ref probe);
            y += 8 * stride;
            Epilogue.Four<V, T, E, P>(function, bias, c8, c9, c10, c11, y, stride, ref probe);
            y += 4 * stride;
            Epilogue.One<V, T, E, P>(function, bias, c12, y, ref probe);
            Epilogue.One<V, T, E, P>(function, bias, c13, y + stride, ref probe);
            Epilogue.One<V, T, E, P>(function, bias, c14, y + 2 * stride, ref probe);
            y += 3 * stride;
            place += 15 * step;
        }

        probe.Settle();
        probe.Save(record, job.RecordStride);
    }
}
