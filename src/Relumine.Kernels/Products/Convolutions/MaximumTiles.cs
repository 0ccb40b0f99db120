using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>The largest element of each window of a sample whose channels are side by side: the lanes are channels.</summary>
internal static unsafe class MaximumTiles
{
    private const int Square = 4;

    // What is called from far while it is not yet needed, in bytes.
    private const int Ahead = 2048;

    /// <summary>Pools a sample, all windows.</summary>
    /// <inheritdoc cref="Run{V, T}(WindowGeometry, int, T*, T*, T*, int, int)"/>
    public static void Run<V, T>(WindowGeometry window, int channels, T* x, T* y, T* winners)
        where V : struct, IWideLanes<V, T> where T : unmanaged => Run<V, T>(window, channels, x, y, winners, 0, window.Positions);

    /// <summary>Pools windows of a sample. The first of several largest elements wins; NaN is larger than all.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="x">The sample, [positions, channels].</param>
    /// <param name="y">Takes the largest elements, [windows, channels].</param>
    /// <param name="winners">Takes the tap at which each was found, −1 where the largest element is not above 0; may be null.</param>
    /// <param name="start">The first window.</param>
    /// <param name="end">The window behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T>(WindowGeometry window, int channels, T* x, T* y, T* winners, int start, int end)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        int* starts = window.Places.Starts, places = window.Places.Places, taps = window.Places.Taps;
        var whole = channels / V.Count * V.Count;
        y += (nint)start * channels;
        winners += winners is null ? 0 : (nint)start * channels;
        for (var i = start; i < end; i++, y += channels)
        {
            var (first, count) = (starts[i], starts[i + 1] - starts[i]);
            if (count == Square && whole == channels && winners is not null)
            {
                OfSquare<V, T>(channels, x, places + first, taps + first, y, winners);
                winners += channels;
                continue;
            }

            for (var column = 0; column < channels; column += V.Count)
            {
                var lanes = column < whole ? V.Count : channels - whole;
                if (winners is null)
                {
                    Write(lanes, Largest<V, T>(x + column, channels, places + first, count, lanes), y + column);
                    continue;
                }

                var winner = Winner<V, T>(x + column, channels, places + first, taps + first, count, lanes, out var largest);
                Write(lanes, largest, y + column);
                Write(lanes, V.IfGreater(largest, V.Of(0), winner, V.Of(-1)), winners + column);
            }

            winners += winners is null ? 0 : channels;
        }

        GC.KeepAlive(window);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfSquare<V, T>(nint channels, T* x, int* places, int* taps, T* y, T* winners) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        T* a = x + places[0] * channels, b = x + places[1] * channels, c = x + places[2] * channels, d = x + places[3] * channels;
        V tapA = V.Of(taps[0]), tapB = V.Of(taps[1]), tapC = V.Of(taps[2]), tapD = V.Of(taps[3]);
        for (nint column = 0; column < channels; column += V.Count)
        {
            Win<V, T>(
                V.Load(ref a[column]), V.Load(ref b[column]), V.Load(ref c[column]), V.Load(ref d[column]), tapA, tapB, tapC, tapD, y + column,
                winners + column);
        }
    }

    /// <summary>Gives the gradient of each window to its winner: adds it, or, where every element has one window, writes it and 0 to all others.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="dy">The gradients of the windows.</param>
    /// <param name="winners">What <see cref="Run{V, T}(WindowGeometry, int, T*, T*, T*)"/> found.</param>
    /// <param name="dx">Where the gradients of the elements are, laid out by <paramref name="map"/>.</param>
    /// <param name="map">Where elements are in <paramref name="dx"/>.</param>
    /// <param name="start">The first window.</param>
    /// <param name="end">The window behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Back<V, T>(WindowGeometry window, int channels, T* dy, T* winners, T* dx, nint* map, int start, int end)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        int* starts = window.Places.Starts, places = window.Places.Places, taps = window.Places.Taps;
        var isPartition = window.IsPartition;
        dy += (nint)start * channels;
        winners += (nint)start * channels;
        for (var i = start; i < end; i++, dy += channels, winners += channels)
        {
            var (first, count) = (starts[i], starts[i + 1] - starts[i]);
            if (isPartition && count == Square && channels % V.Count == 0)
            {
                Share<V, T>(channels, dy, winners, dx, map, places + first);
                continue;
            }

            for (var column = 0; column < channels; column += V.Count)
            {
                var lanes = Math.Min(V.Count, channels - column);
                V gradient = Read<V, T>(lanes, dy + column), winner = Read<V, T>(lanes, winners + column), zero = V.Of(0);
                for (var t = first; t < first + count; t++)
                {
                    // What is neither larger nor smaller is the same: winners are whole numbers.
                    var tap = V.Of(taps[t]);
                    var share = V.IfGreater(winner, tap, zero, V.IfGreater(tap, winner, zero, gradient));
                    var to = dx + map[places[t]] + column;
                    Write(lanes, isPartition ? share : Read<V, T>(lanes, to) + share, to);
                }
            }
        }

        GC.KeepAlive(window);
    }

    // Of windows that lie side by side with four elements: their taps are 0 to 3 in turn.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Share<V, T>(int channels, T* dy, T* winners, T* dx, nint* map, int* places) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        T* a = dx + map[places[0]], b = dx + map[places[1]], c = dx + map[places[2]], d = dx + map[places[3]];
        for (nint column = 0; column < channels; column += V.Count)
        {
            Panel.Prefetch((byte*)(dy + column) + Ahead);
            Panel.Prefetch((byte*)(winners + column) + Ahead);
            V gradient = V.Load(ref dy[column]), winner = V.Load(ref winners[column]), zero = V.Of(0);
            V.Store(V.IfEqual(winner, V.Of(0), gradient, zero), ref a[column]);
            V.Store(V.IfEqual(winner, V.Of(1), gradient, zero), ref b[column]);
            V.Store(V.IfEqual(winner, V.Of(2), gradient, zero), ref c[column]);
            V.Store(V.IfEqual(winner, V.Of(3), gradient, zero), ref d[column]);
        }
    }

    /// <summary>
    /// Adds the gradients that pass, summed over the windows, to the gradient of the bias. Four sums in turn, because one would wait for itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddPassed<V, T>(int windows, int channels, T* dy, T* winners, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var column = 0; column < channels; column += V.Count)
        {
            var lanes = Math.Min(V.Count, channels - column);
            T* from = dy + column, winner = winners + column, end = from + (nint)windows * channels;
            V a = V.Broadcast(default), b = a, c = a, d = a;
            for (; from + 3 * channels < end; from += 4 * channels, winner += 4 * channels)
            {
                a += Passed<V, T>(lanes, from, winner);
                b += Passed<V, T>(lanes, from + channels, winner + channels);
                c += Passed<V, T>(lanes, from + 2 * channels, winner + 2 * channels);
                d += Passed<V, T>(lanes, from + 3 * channels, winner + 3 * channels);
            }

            for (; from < end; from += channels, winner += channels)
            {
                a += Passed<V, T>(lanes, from, winner);
            }

            Write(lanes, Read<V, T>(lanes, sums + column) + ((a + b) + (c + d)), sums + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Passed<V, T>(int lanes, T* dy, T* winner) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        V.IfGreater(V.Of(0), Read<V, T>(lanes, winner), V.Of(0), Read<V, T>(lanes, dy));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Largest<V, T>(T* x, nint channels, int* places, int count, int lanes)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (count == Square && lanes == V.Count)
        {
            // The window of two by two that most networks have.
            V a = V.Load(ref x[places[0] * channels]), b = V.Load(ref x[places[1] * channels]);
            V c = V.Load(ref x[places[2] * channels]), d = V.Load(ref x[places[3] * channels]);
            return Larger<V>(Larger<V>(a, b), Larger<V>(c, d));
        }

        var largest = V.Of(double.NegativeInfinity);
        for (var t = 0; t < count; t++)
        {
            var value = Read<V, T>(lanes, x + places[t] * channels);
            largest = Larger<V>(largest, value);
        }

        return largest;
    }

    /// <summary>Writes the largest of four, and which it is: 0 to 3, or −1 where it is not above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Win<V, T>(V a, V b, V c, V d, T* y, T* winner) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        Win<V, T>(a, b, c, d, V.Of(0), V.Of(1), V.Of(2), V.Of(3), y, winner);

    // Where the largest is NaN, nothing wins, so that the first that is equal to it is the winner.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Win<V, T>(V a, V b, V c, V d, V tapA, V tapB, V tapC, V tapD, T* y, T* winner)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var largest = Larger<V>(Larger<V>(a, b), Larger<V>(c, d));
        V.Store(largest, ref *y);
        if (winner is null)
        {
            return;
        }

        var first = V.IfEqual(a, largest, tapA, V.IfEqual(b, largest, tapB, V.IfEqual(c, largest, tapC, tapD)));
        V.Store(V.IfGreater(largest, V.Of(0), first, V.Of(-1)), ref *winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Larger<V>(V first, V second) where V : struct, ILanes<V> =>
        V.IfNaN(second, second, V.IfGreater(second, first, second, first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Winner<V, T>(T* x, nint channels, int* places, int* taps, int count, int lanes, out V largest)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (count == 0)
        {
            largest = V.Of(double.NegativeInfinity);
            return V.Of(-1);
        }

        largest = Read<V, T>(lanes, x + places[0] * channels);
        var winner = V.Of(taps[0]);
        for (var t = 1; t < count; t++)
        {
            V value = Read<V, T>(lanes, x + places[t] * channels), tap = V.Of(taps[t]);
            winner = V.IfGreater(value, largest, tap, winner);

            // The first NaN wins for good.
            winner = V.IfNaN(value, V.IfNaN(largest, winner, tap), winner);
            largest = Larger<V>(largest, value);
        }

        return winner;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Read<V, T>(int lanes, T* from) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        lanes == V.Count ? V.Load(ref *from) : V.LoadPartial(ref *from, lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<V, T>(int lanes, V value, T* to) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (lanes == V.Count)
        {
            V.Store(value, ref *to);
        }
        else
        {
            V.StorePartial(value, ref *to, lanes);
        }
    }
}
