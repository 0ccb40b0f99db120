using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// As <see cref="DepthwiseRows"/> for the window that nearly all networks have, 3×3 side by side: neighbouring windows share two of three columns, so a
/// tile of eight reads ten inputs a line instead of 24. What lies outside counts as 0.
/// </summary>
internal static unsafe class DepthwiseThree
{
    private const int Windows = 8;
    private const int HalfWindows = 4;

    // So many sums wait for the epilogue together, where it cannot follow at once: what a probe knows is read and written once for all of them.
    private const int Waiting = 96;

    // Lines that are gone through register of channels by register, so that they stay in the first-level cache for three lines of windows.
    private const int Lines = 8;

    /// <summary>Whether a window is such a one, moved by at most one from the border.</summary>
    public static bool Take(WindowGeometry window) =>
        window.Kernel is [1, 3, 3] && window.Stride is [1, 1, 1] && window.Dilation is [1, 1, 1] && window.Before is [0, 1, 1]
        && window.Input[0] == 1 && window.Output[1] <= window.Input[1] && window.Output[2] == window.Input[2];

    /// <summary>As <see cref="DepthwiseRows.Run"/>.</summary>
    [SkipLocalsInit]
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* x, WindowGeometry window, T* record, LineRange lines)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var memory = stackalloc byte[Waiting * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63);
        var (channels, across, width) = (job.Outputs, window.Output[2], Panel.Width<T>());
        var finishes = job.Z is null && job.Residual is null && !P.NeedsValues;
        for (var first = lines.First; first < lines.End; first += Lines)
        {
            for (var column = 0; column < channels; column += V.Count)
            {
                var panel = job.Panels + (nint)(column / width) * 9 * width + column % width;
                var counts = record is null ? null : record + column;
                for (var line = first; line < Math.Min(lines.End, first + Lines); line++)
                {
                    // The rows of taps that lie inside.
                    var (top, end) = (line == 0 ? 1 : 0, Math.Min(3, window.Input[1] - line + 1));
                    var rows = x + ((nint)line - 1) * across * channels + column;
                    var waiting = 0;
                    for (var at = 0; at < across;)
                    {
                        // Finished tiles follow each other, so that what is known of the units stays in registers.
                        var tiles = finishes ? Math.Clamp((across - at) / Windows, 1, ProbeRecord.MostFours / 2) : 1;
                        var count = across - at >= Windows ? tiles * Windows : across - at >= HalfWindows ? HalfWindows : 1;
                        var row = line * across + at;
                        var y = finishes ? job.Y + row * job.YStride + column : sums + waiting * V.Count;
                        var isFirst = lines.Begins && line == lines.First && at == 0;
                        var place = rows + (nint)at * channels;
                        bool left = at == 0, right = at + count == across;

                        // Sums that are not finished concern no probe, which in the same method would take registers from them.
                        if (P.NeedsValues || !finishes)
                        {
                            Tiles<V, T, E, NoProbe<V, T>>(
                                job, place, channels, across, top, end, left, right, panel, column, y, false, count, tiles, null, isFirst);
                        }
                        else
                        {
                            Tiles<V, T, E, P>(job, place, channels, across, top, end, left, right, panel, column, y, true, count, tiles, counts, isFirst);
                        }

                        at += count;
                        waiting += finishes ? 0 : count;
                        if (waiting > Waiting - Windows || at == across && waiting > 0)
                        {
                            var done = at - waiting;
                            var starts = lines.Begins && line == lines.First && done == 0;
                            Epilogue.Finish<V, T, E, P>(job, sums, V.Count, line * across + done, waiting, column, V.Count, counts, starts);
                            waiting = 0;
                        }
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiles<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint channels, int across, int top, int end, bool left, bool right, T* panel, int column, T* y, bool finishes,
        int windows, int tiles, T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        switch (windows)
        {
            case 1: One<V, T, E, P>(job, place, channels, across, top, end, left, right, panel, column, y, finishes, record, isFirst); break;
            case HalfWindows: Four<V, T, E, P>(job, place, channels, across, top, end, left, right, panel, column, y, finishes, record, isFirst); break;
            default: Eight<V, T, E, P>(job, place, channels, across, top, end, left, right, panel, column, y, finishes, tiles, record, isFirst); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint channels, int across, int top, int end, bool left, bool right, T* panel, int column, T* y, bool finishes,
        int tiles, T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        V zero = V.Broadcast(default);
        nint channels2 = 2 * channels, channels3 = 3 * channels, channels4 = 4 * channels, down = channels * across;
        nint width = Panel.Width<T>();
        panel += top * 3 * width;
        place += top * down;
        var bias = job.Bias is null || !finishes ? zero : V.Load(ref job.Bias[column]);
        var function = job.Function;
        var probe = isFirst || !finishes ? P.Start() : P.Load(record, job.RecordStride);
        for (; tiles > 0; tiles--)
        {
            V c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero;
            T* weights = panel, from = place;
            for (var line = top; line < end; line++, weights += 3 * width, from += down)
            {
                V w0 = V.Load(ref *weights), w1 = V.Load(ref weights[width]), w2 = V.Load(ref weights[2 * width]);
                var a = left ? zero : V.Load(ref from[-channels]);
                V b = V.Load(ref *from), c = V.Load(ref from[channels]), d = V.Load(ref from[channels2]), e = V.Load(ref from[channels3]);
                c0 = V.MulAdd(c, w2, V.MulAdd(b, w1, V.MulAdd(a, w0, c0)));
                c1 = V.MulAdd(d, w2, V.MulAdd(c, w1, V.MulAdd(b, w0, c1)));
                c2 = V.MulAdd(e, w2, V.MulAdd(d, w1, V.MulAdd(c, w0, c2)));
                var more = from + channels4;
                V f = V.Load(ref *more), g = V.Load(ref more[channels]), h = V.Load(ref more[channels2]), i = V.Load(ref more[channels3]);
                c3 = V.MulAdd(f, w2, V.MulAdd(e, w1, V.MulAdd(d, w0, c3)));
                c4 = V.MulAdd(g, w2, V.MulAdd(f, w1, V.MulAdd(e, w0, c4)));
                c5 = V.MulAdd(h, w2, V.MulAdd(g, w1, V.MulAdd(f, w0, c5)));
                c6 = V.MulAdd(i, w2, V.MulAdd(h, w1, V.MulAdd(g, w0, c6)));
                var j = right && tiles == 1 ? zero : V.Load(ref more[channels4]);
                c7 = V.MulAdd(j, w2, V.MulAdd(i, w1, V.MulAdd(h, w0, c7)));
            }

            if (!finishes)
            {
                V.Store(c0, ref *y);
                V.Store(c1, ref y[V.Count]);
                V.Store(c2, ref y[2 * V.Count]);
                V.Store(c3, ref y[3 * V.Count]);
                V.Store(c4, ref y[4 * V.Count]);
                V.Store(c5, ref y[5 * V.Count]);
                V.Store(c6, ref y[6 * V.Count]);
                V.Store(c7, ref y[7 * V.Count]);
                return;
            }

            Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, channels, ref probe);
            Epilogue.Four<V, T, E, P>(function, bias, c4, c5, c6, c7, y + channels4, channels, ref probe);
            y += 2 * channels4;
            place += 2 * channels4;
            left = false;
        }

        probe.Settle();
        probe.Save(record, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint channels, int across, int top, int end, bool left, bool right, T* panel, int column, T* y, bool finishes,
        T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        V zero = V.Broadcast(default), c0 = zero, c1 = zero, c2 = zero, c3 = zero;
        nint down = channels * across, width = Panel.Width<T>();
        panel += top * 3 * width;
        place += top * down;
        for (; top < end; top++, panel += 3 * width, place += down)
        {
            V w0 = V.Load(ref *panel), w1 = V.Load(ref panel[width]), w2 = V.Load(ref panel[2 * width]);
            V a = left ? zero : V.Load(ref place[-channels]), b = V.Load(ref *place), c = V.Load(ref place[channels]);
            V d = V.Load(ref place[2 * channels]), e = V.Load(ref place[3 * channels]), f = right ? zero : V.Load(ref place[4 * channels]);
            c0 = V.MulAdd(c, w2, V.MulAdd(b, w1, V.MulAdd(a, w0, c0)));
            c1 = V.MulAdd(d, w2, V.MulAdd(c, w1, V.MulAdd(b, w0, c1)));
            c2 = V.MulAdd(e, w2, V.MulAdd(d, w1, V.MulAdd(c, w0, c2)));
            c3 = V.MulAdd(f, w2, V.MulAdd(e, w1, V.MulAdd(d, w0, c3)));
        }

        if (!finishes)
        {
            V.Store(c0, ref *y);
            V.Store(c1, ref y[V.Count]);
            V.Store(c2, ref y[2 * V.Count]);
            V.Store(c3, ref y[3 * V.Count]);
            return;
        }

        var bias = job.Bias is null ? zero : V.Load(ref job.Bias[column]);
        var function = job.Function;
        var probe = isFirst ? P.Start() : P.Load(record, job.RecordStride);
        Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, channels, ref probe);
        probe.Settle();
        probe.Save(record, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint channels, int across, int top, int end, bool left, bool right, T* panel, int column, T* y, bool finishes,
        T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        V zero = V.Broadcast(default), sum = zero;
        nint down = channels * across, width = Panel.Width<T>();
        for (; top < end; top++)
        {
            T* inputs = place + top * down, w = panel + top * 3 * width;
            sum = V.MulAdd(left ? zero : V.Load(ref inputs[-channels]), V.Load(ref *w), sum);
            sum = V.MulAdd(V.Load(ref *inputs), V.Load(ref w[width]), sum);
            sum = V.MulAdd(right ? zero : V.Load(ref inputs[channels]), V.Load(ref w[2 * width]), sum);
        }

        if (!finishes)
        {
            V.Store(sum, ref *y);
            return;
        }

        var probe = isFirst ? P.Start() : P.Load(record, job.RecordStride);
        Epilogue.One<V, T, E, P>(job.Function, job.Bias is null ? zero : V.Load(ref job.Bias[column]), sum, y, ref probe);
        probe.Save(record, job.RecordStride);
    }
}
