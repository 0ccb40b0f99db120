using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// All windows of one sample where each channel has a unit of its own, read where the sample lies: the lanes are channels, and taps on the border are
/// left out instead of being multiplied by zeros, so that no plane with a border is laid out first, which takes longer than the sums.
/// </summary>
internal static unsafe class DepthwiseRows
{
    /// <summary>Channels come in whole registers of every width.</summary>
    public const int Channels = 16;

    /// <summary>As many taps at most, so that what is known of them fits on the stack.</summary>
    public const int MostTaps = 64;

    private const int Windows = 8;

    /// <summary>As <see cref="DepthwiseTiles"/>, over lines of a sample [positions, channels] without a border.</summary>
    [SkipLocalsInit]
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* x, WindowGeometry window, T* record, LineRange lines)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var memory = stackalloc byte[Windows * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63);
        var taps = stackalloc WindowTap[MostTaps];
        var (channels, width, output) = (job.Outputs, Panel.Width<T>(), window.Output[2]);
        var (first, end) = window.Inside(2);
        var step = (nint)window.Stride[2] * channels;

        // All that can be known of a unit is too much to be looked at in passing.
        var isPlain = job.Z is null && job.Residual is null && !P.NeedsValues;
        for (var line = lines.First; line < lines.End; line++)
        {
            var start = WindowTap.Start(window, line, channels, out _);
            var count = WindowTap.Find(window, line, channels, 1, 0, width, taps);
            var begins = lines.Begins && line == lines.First;
            for (var column = 0; column < channels; column += V.Count)
            {
                var panel = job.Panels + (nint)(column / width) * window.Taps * width + column % width;
                for (var at = 0; at < output;)
                {
                    var isInside = at >= first && at < end;
                    var tiles = isPlain && isInside ? Math.Clamp((end - at) / Windows, 1, ProbeRecord.MostFours / 2) : 1;
                    var rows = isInside ? Math.Min(tiles * Windows, end - at) : 1;
                    if (isPlain && isInside && rows < Windows && end - first >= Windows && typeof(P) == typeof(NoProbe<V, T>))
                    {
                        // Some of them once more: nobody counts them.
                        (at, rows) = (end - Windows, Windows);
                    }

                    var place = x + start + at * step + column;
                    if (isPlain && (rows >= Windows || !isInside))
                    {
                        // No probe is a block's first but at its beginning.
                        var y = job.Y + ((nint)line * output + at) * job.YStride + column;
                        var isFirst = begins && at == 0;
                        var probed = record is null ? null : record + column;
                        if (isInside)
                        {
                            Finished<V, T, E, P>(job, place, step, taps, count, panel, column, y, tiles, probed, isFirst);
                        }
                        else
                        {
                            FinishedOnBorder<V, T, E, P>(job, place, window, at, taps, count, panel, column, y, probed, isFirst);
                        }

                        at += rows;
                        continue;
                    }

                    if (isInside)
                    {
                        Accumulate<V, T>(place, step, rows, taps, count, panel, sums);
                    }
                    else
                    {
                        V.Store(OnBorder<V, T>(place, window, at, taps, count, panel), ref *sums);
                    }

                    var row = line * output + at;
                    Epilogue.Finish<V, T, E, P>(job, sums, V.Count, row, rows, column, V.Count, record is null ? null : record + column, begins && at == 0);
                    at += rows;
                }
            }
        }
    }

    // Whole blocks go to the output without a detour: what is done to nine products would take longer than they do.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finished<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint step, WindowTap* taps, int count, T* panel, int column, T* y, int tiles, T* record,
        bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var bias = job.Bias is null ? V.Broadcast(default) : V.Load(ref job.Bias[column]);
        var function = job.Function;
        var probe = isFirst ? P.Start() : P.Load(record, job.RecordStride);
        nint stride = job.YStride;
        for (var end = taps + count; tiles > 0; tiles--)
        {
            V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
            for (var tap = taps; tap < end; tap++)
            {
                var from = place + tap->Distance;
                var weight = V.Load(ref panel[tap->Weight]);
                c0 = V.MulAdd(V.Load(ref *from), weight, c0);
                c1 = V.MulAdd(V.Load(ref from[step]), weight, c1);
                from += 2 * step;
                c2 = V.MulAdd(V.Load(ref *from), weight, c2);
                c3 = V.MulAdd(V.Load(ref from[step]), weight, c3);
                from += 2 * step;
                c4 = V.MulAdd(V.Load(ref *from), weight, c4);
                c5 = V.MulAdd(V.Load(ref from[step]), weight, c5);
                from += 2 * step;
                c6 = V.MulAdd(V.Load(ref *from), weight, c6);
                c7 = V.MulAdd(V.Load(ref from[step]), weight, c7);
            }

            Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, stride, ref probe);
            Epilogue.Four<V, T, E, P>(function, bias, c4, c5, c6, c7, y + 4 * stride, stride, ref probe);
            y += Windows * stride;
            place += Windows * step;
        }

        probe.Settle();
        probe.Save(record, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate<V, T>(T* place, nint step, int rows, WindowTap* taps, int count, T* panel, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        // Windows that are missing repeat the first: their sums are not looked at.
        var isWhole = rows == Windows;
        nint s1 = rows > 1 ? step : 0, s2 = rows > 2 ? 2 * step : 0, s3 = rows > 3 ? 3 * step : 0;
        nint s4 = rows > 4 ? 4 * step : 0, s5 = rows > 5 ? 5 * step : 0, s6 = rows > 6 ? 6 * step : 0, s7 = isWhole ? 7 * step : 0;
        V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        for (var end = taps + count; taps < end; taps++)
        {
            var from = place + taps->Distance;
            var weight = V.Load(ref panel[taps->Weight]);
            c0 = V.MulAdd(V.Load(ref *from), weight, c0);
            c1 = V.MulAdd(V.Load(ref from[s1]), weight, c1);
            c2 = V.MulAdd(V.Load(ref from[s2]), weight, c2);
            c3 = V.MulAdd(V.Load(ref from[s3]), weight, c3);
            c4 = V.MulAdd(V.Load(ref from[s4]), weight, c4);
            c5 = V.MulAdd(V.Load(ref from[s5]), weight, c5);
            c6 = V.MulAdd(V.Load(ref from[s6]), weight, c6);
            c7 = V.MulAdd(V.Load(ref from[s7]), weight, c7);
        }

        V.Store(c0, ref *sums);
        V.Store(c1, ref sums[V.Count]);
        V.Store(c2, ref sums[2 * V.Count]);
        V.Store(c3, ref sums[3 * V.Count]);
        V.Store(c4, ref sums[4 * V.Count]);
        V.Store(c5, ref sums[5 * V.Count]);
        V.Store(c6, ref sums[6 * V.Count]);
        V.Store(c7, ref sums[7 * V.Count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FinishedOnBorder<V, T, E, P>(
        in DenseJob<T, E> job, T* place, WindowGeometry window, int at, WindowTap* taps, int count, T* panel, int column, T* y, T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var bias = job.Bias is null ? V.Broadcast(default) : V.Load(ref job.Bias[column]);
        var probe = isFirst ? P.Start() : P.Load(record, job.RecordStride);
        Epilogue.One<V, T, E, P>(job.Function, bias, OnBorder<V, T>(place, window, at, taps, count, panel), y, ref probe);
        probe.Save(record, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static V OnBorder<V, T>(T* place, WindowGeometry window, int at, WindowTap* taps, int count, T* panel)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (begin, width) = (at * window.Stride[2] - window.Before[2], (uint)window.Input[2]);
        var sum = V.Broadcast(default);
        for (var end = taps + count; taps < end; taps++)
        {
            if ((uint)(begin + taps->Across) < width)
            {
                sum = V.MulAdd(V.Load(ref place[taps->Distance]), V.Load(ref panel[taps->Weight]), sum);
            }
        }

        return sum;
    }
}
