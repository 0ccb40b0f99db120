using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// All windows of one sample where sums are short, as of pictures with their few channels: the lanes are units, and inputs are read where they lie,
/// whether each channel is a plane or the channels of a position are side by side. Nothing is laid out with a border first, taps on the border are left
/// out, and whole tiles are finished in registers, because so short sums take less time than what is done to them.
/// </summary>
/// <remarks>Every element is one chain of fused multiply-adds from 0, tap after tap and channel after channel, as in <see cref="WindowTiles"/>.</remarks>
internal static unsafe partial class ShortRows
{
    /// <summary>As many taps of as many channels at most, so that what is known of them fits on the stack.</summary>
    private const int MostTaps = 256;

    // Longer sums over channels side by side are as fast in WindowTiles, whose tiles are larger.
    private const int MostSideBySide = 64;

    // Windows of a tile with one register of units, and with two.
    private const int Most = 15;
    private const int Many = 12;
    private const int Few = 6;

    // Tiles that are finished without asking a probe to save what it knows, of up to three times four windows.
    private const int MostTiles = ProbeRecord.MostFours / 3;

    // So many sums wait for the epilogue together, where it cannot follow at once: what a probe knows is read and written once for all of them.
    private const int Waiting = 96;

    /// <summary>Whether a convolution is computed here: the sums are short, and most windows have every tap inside.</summary>
    public static bool Take(ConvolutionGeometry geometry, bool isPlanar)
    {
        var (first, end) = geometry.Window.Inside(2);
        return geometry.Groups == 1 && geometry.Depth <= (isPlanar ? MostTaps : MostSideBySide) && end - first >= Many;
    }

    /// <summary>As <see cref="WindowTiles"/>, over lines of a sample without a border.</summary>
    /// <param name="job">As there.</param>
    /// <param name="x">The sample, [channels, positions] or [positions, channels].</param>
    /// <param name="geometry">The convolution.</param>
    /// <param name="isPlanar">Which of the two.</param>
    /// <param name="record">The probe's record.</param>
    /// <param name="lines">The lines of windows.</param>
    [SkipLocalsInit]
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* x, ConvolutionGeometry geometry, bool isPlanar, T* record, LineRange lines)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var memory = stackalloc byte[(Most + Waiting) * 2 * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63) + Most * 2 * V.Count;
        var taps = stackalloc WindowTap[MostTaps];
        var (window, width, depth, across) = (geometry.Window, Panel.Width<T>(), geometry.Depth, isPlanar ? 1 : geometry.Channels);
        var (output, (first, end)) = (window.Output[2], window.Inside(2));
        var step = (nint)window.Stride[2] * across;
        var apart = isPlanar ? (nint)window.InputPositions : 1;
        var isOneLine = geometry.IsPointwise || FollowOneAnother(window);
        var (count, isWhole) = (0, false);
        for (var line = lines.First; line < lines.End; line++)
        {
            // Lines that look at no border have the same taps.
            var wasWhole = isWhole;
            var start = WindowTap.Start(window, line, across, out isWhole);
            count = isWhole && wasWhole ? count : WindowTap.Find(window, line, across, geometry.Channels, apart, width, taps);
            var begins = lines.Begins && line == lines.First;
            var origin = line * output;
            if (isOneLine)
            {
                // Without a border, lines follow one another.
                output *= lines.End - lines.First;
                (end, line) = (output, lines.End);
            }

            for (var column = 0; column < job.Outputs; column += 2 * V.Count)
            {
                var columns = Math.Min(2 * V.Count, job.Outputs - column);
                var isNarrow = columns <= V.Count;
                var most = isNarrow ? Narrow<V, T>(end - first) : Few;
                var finishes = job.Z is null && job.Residual is null && columns % V.Count == 0 && !P.NeedsValues;
                var panel = job.Panels + (nint)(column / width) * depth * width + column % width;
                var counts = record is null ? null : record + column;
                var waiting = 0;
                for (var at = 0; at < output;)
                {
                    var isFirst = begins && at == 0;
                    var row = origin + at;
                    if (waiting > Waiting - most || finishes && waiting > 0)
                    {
                        var done = row - waiting;
                        Epilogue.Finish<V, T, E, P>(job, sums, 2 * V.Count, done, waiting, column, columns, counts, begins && done == origin);
                        waiting = 0;
                    }

                    if (at < first || at >= end)
                    {
                        OnBorder<V, T>(x + start + at * step, window, at, taps, count, panel, sums + waiting * 2 * V.Count);
                        waiting++;
                        at++;
                        continue;
                    }

                    // The last tile is moved back over windows that are done; of these it keeps nothing, or, where nobody counts, the same once more.
                    var tiles = finishes ? Math.Clamp((end - at) / most, 1, MostTiles) : 1;
                    var rows = Math.Min(tiles * most, end - at);
                    var back = tiles * most - rows;
                    var place = x + start + (at - back) * step;
                    var target = finishes && (back == 0 || typeof(P) == typeof(NoProbe<V, T>)) ? null : sums + (waiting - back) * 2 * V.Count;
                    var y = job.Y + (row - back) * job.YStride + column;
                    // Sums that are not finished concern no probe, which in the same method would take registers from them.
                    if (P.NeedsValues || target is not null)
                    {
                        Tiles<V, T, E, NoProbe<V, T>>(job, most, place, step, taps, count, panel, target, column, y, tiles, null, isFirst);
                    }
                    else
                    {
                        Tiles<V, T, E, P>(job, most, place, step, taps, count, panel, null, column, y, tiles, counts, isFirst);
                    }

                    waiting += target is null ? 0 : rows;
                    at += rows;
                }

                if (waiting > 0)
                {
                    var done = origin + output - waiting;
                    Epilogue.Finish<V, T, E, P>(job, sums, 2 * V.Count, done, waiting, column, columns, counts, begins && done == origin);
                }
            }
        }
    }

    // Tiles of so many windows: one whose sums are left for the epilogue, or several, one behind the other, that are finished, so that what is known of the
    // units stays in registers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tiles<V, T, E, P>(
        in DenseJob<T, E> job, int windows, T* place, nint step, WindowTap* taps, int count, T* panel, T* sums, int column, T* y, int tiles, T* record,
        bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        switch (windows)
        {
            case Most: FifteenByOne<V, T, E, P>(job, place, step, taps, count, panel, sums, column, y, tiles, record, isFirst); break;
            case Many: TwelveByOne<V, T, E, P>(job, place, step, taps, count, panel, sums, column, y, tiles, record, isFirst); break;
            default: SixByTwo<V, T, E, P>(job, place, step, taps, count, panel, sums, column, y, tiles, record, isFirst); break;
        }
    }

    // Whether lines of windows without a border lie one behind the other, as their taps are side by side in other dimensions alone.
    private static bool FollowOneAnother(WindowGeometry window) =>
        window.Kernel[2] == 1 && window.Before[2] == 0 && window.Stride is [_, 1, 1] && window.Input[2] == window.Output[2]
        && window.Output[0] == 1 && window.Inside(0) == (0, 1) && window.Inside(1) == (0, window.Output[1]);

    // The tiles that go beyond the last window least, and the larger ones where both do as much, if there are registers for them, and windows for one of them.
    private static int Narrow<V, T>(int windows) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        V.Count * sizeof(T) == 64 && windows >= Most && (windows + Most - 1) / Most * Most <= (windows + Many - 1) / Many * Many ? Most : Many;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwelveByOne<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint step, WindowTap* taps, int count, T* panel, T* sums, int column, T* y, int tiles, T* record,
        bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        nint step2 = 2 * step, step3 = 3 * step, step4 = 4 * step;
        nint stride = job.YStride;
        var function = job.Function;
        var bias = job.Bias is null || sums is not null ? V.Broadcast(default) : V.Load(ref job.Bias[column]);
        var probe = isFirst || sums is not null ? P.Start() : P.Load(record, job.RecordStride);
        for (var end = taps + count; tiles > 0; tiles--)
        {
            V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0, c8 = c0, c9 = c0, c10 = c0, c11 = c0;
            for (var tap = taps; tap < end; tap++)
            {
                var from = place + tap->Distance;
                var weight = V.Load(ref panel[tap->Weight]);
                c0 = V.MulAdd(weight, V.Broadcast(*from), c0);
                c1 = V.MulAdd(weight, V.Broadcast(from[step]), c1);
                c2 = V.MulAdd(weight, V.Broadcast(from[step2]), c2);
                c3 = V.MulAdd(weight, V.Broadcast(from[step3]), c3);
                from += step4;
                c4 = V.MulAdd(weight, V.Broadcast(*from), c4);
                c5 = V.MulAdd(weight, V.Broadcast(from[step]), c5);
                c6 = V.MulAdd(weight, V.Broadcast(from[step2]), c6);
                c7 = V.MulAdd(weight, V.Broadcast(from[step3]), c7);
                from += step4;
                c8 = V.MulAdd(weight, V.Broadcast(*from), c8);
                c9 = V.MulAdd(weight, V.Broadcast(from[step]), c9);
                c10 = V.MulAdd(weight, V.Broadcast(from[step2]), c10);
                c11 = V.MulAdd(weight, V.Broadcast(from[step3]), c11);
            }

            if (sums is not null)
            {
                StoreSix<V, T>(c0, c1, c2, c3, c4, c5, sums);
                StoreSix<V, T>(c6, c7, c8, c9, c10, c11, sums + 12 * V.Count);
                return;
            }

            Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, stride, ref probe);
            Epilogue.Four<V, T, E, P>(function, bias, c4, c5, c6, c7, y + 4 * stride, stride, ref probe);
            Epilogue.Four<V, T, E, P>(function, bias, c8, c9, c10, c11, y + 8 * stride, stride, ref probe);
            y += 12 * stride;
            place += 12 * step;
        }

        probe.Settle();
        probe.Save(record, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixByTwo<V, T, E, P>(
        in DenseJob<T, E> job, T* place, nint step, WindowTap* taps, int count, T* panel, T* sums, int column, T* y, int tiles, T* record,
        bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        nint step2 = 2 * step, step3 = 3 * step;
        nint stride = job.YStride;
        var function = job.Function;
        var hasBias = job.Bias is not null && sums is null;
        V bias = hasBias ? V.Load(ref job.Bias[column]) : V.Broadcast(default), next = hasBias ? V.Load(ref job.Bias[column + V.Count]) : bias;
        var isKnown = !isFirst && sums is null;
        var probe = isKnown ? P.Load(record, job.RecordStride) : P.Start();
        var beside = isKnown ? P.Load(record + V.Count, job.RecordStride) : P.Start();
        for (var end = taps + count; tiles > 0; tiles--)
        {
            V a0 = V.Broadcast(default), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0;
            for (var tap = taps; tap < end; tap++)
            {
                var from = place + tap->Distance;
                V first = V.Load(ref panel[tap->Weight]), second = V.Load(ref panel[tap->Weight + V.Count]);
                var input = V.Broadcast(*from);
                a0 = V.MulAdd(input, first, a0);
                b0 = V.MulAdd(input, second, b0);
                input = V.Broadcast(from[step]);
                a1 = V.MulAdd(input, first, a1);
                b1 = V.MulAdd(input, second, b1);
                input = V.Broadcast(from[step2]);
                a2 = V.MulAdd(input, first, a2);
                b2 = V.MulAdd(input, second, b2);
                from += step3;
                input = V.Broadcast(*from);
                a3 = V.MulAdd(input, first, a3);
                b3 = V.MulAdd(input, second, b3);
                input = V.Broadcast(from[step]);
                a4 = V.MulAdd(input, first, a4);
                b4 = V.MulAdd(input, second, b4);
                input = V.Broadcast(from[step2]);
                a5 = V.MulAdd(input, first, a5);
                b5 = V.MulAdd(input, second, b5);
            }

            if (sums is not null)
            {
                StoreSix<V, T>(a0, a1, a2, a3, a4, a5, sums);
                StoreSix<V, T>(b0, b1, b2, b3, b4, b5, sums + V.Count);
                return;
            }

            FinishSix<V, T, E, P>(function, bias, a0, a1, a2, a3, a4, a5, y, stride, ref probe);
            FinishSix<V, T, E, P>(function, next, b0, b1, b2, b3, b4, b5, y + V.Count, stride, ref beside);
            y += 6 * stride;
            place += 6 * step;
        }

        probe.Settle();
        beside.Settle();
        probe.Save(record, job.RecordStride);
        beside.Save(record + V.Count, job.RecordStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FinishSix<V, T, E, P>(in E function, V bias, V c0, V c1, V c2, V c3, V c4, V c5, T* y, nint stride, ref P probe)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        Epilogue.Four<V, T, E, P>(function, bias, c0, c1, c2, c3, y, stride, ref probe);
        y += 4 * stride;
        Epilogue.One<V, T, E, P>(function, bias, c4, y, ref probe);
        Epilogue.One<V, T, E, P>(function, bias, c5, y + stride, ref probe);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreSix<V, T>(V c0, V c1, V c2, V c3, V c4, V c5, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V.Store(c0, ref *to);
        V.Store(c1, ref to[2 * V.Count]);
        V.Store(c2, ref to[4 * V.Count]);
        V.Store(c3, ref to[6 * V.Count]);
        V.Store(c4, ref to[8 * V.Count]);
        V.Store(c5, ref to[10 * V.Count]);
    }

    // Compiled at full speed from the first call: it is in the inner loop of a command that is soon over.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OnBorder<V, T>(T* place, WindowGeometry window, int at, WindowTap* taps, int count, T* panel, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var begin = at * window.Stride[2] - window.Before[2];
        V first = V.Broadcast(default), second = first;
        for (var tap = 0; tap < count; tap++)
        {
            if ((uint)(begin + taps[tap].Across) < (uint)window.Input[2])
            {
                var input = V.Broadcast(place[taps[tap].Distance]);
                first = V.MulAdd(input, V.Load(ref panel[taps[tap].Weight]), first);
                second = V.MulAdd(input, V.Load(ref panel[taps[tap].Weight + V.Count]), second);
            }
        }

        V.Store(first, ref *sums);
        V.Store(second, ref sums[V.Count]);
    }
}
