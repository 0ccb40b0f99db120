using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// Convolution with 3×3 taps by F(2×2, 3×3) of Winograd: squares of 4×4 inputs become 16 numbers a channel, each of
/// which is multiplied apart, and 2×2 outputs are combined from the 16 products: 16 multiplications instead of 36
/// (Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks").
/// </summary>
/// <remarks>
/// All factors of the transforms of inputs and outputs are ±1, so little accuracy is lost. Every number is computed by
/// the same operations in the same order, whatever the width of the registers.
/// </remarks>
internal static unsafe class WinogradTiles
{
    /// <summary>The numbers that a square of inputs becomes.</summary>
    public const int Points = 16;

    /// <summary>Squares that go through the products together at most.</summary>
    public const int MostSquares = 2 * TwelveByTwo.Rows + FourByTwo.Rows;

    /// <summary>The working memory of <c>Run</c>, in elements.</summary>
    public static int Scratch<T>(int channels, int units, int positions) where T : unmanaged =>
        Points * (Apart<T>(channels, MostSquares) + MostSquares * Panel.Width<T>()) + 2 * Panel.Width<T>() + positions * Panel.Padded<T>(units);

    /// <summary>
    /// Whole tiles of every height: with few channels as many as stay in the first-level cache, else so many that a panel serves two tiles from there.
    /// </summary>
    public static int Most<T>(int channels) where T : unmanaged => channels * sizeof(T) <= 64 ? TwelveByTwo.Rows : 2 * TwelveByTwo.Rows;

    /// <summary>How often one more than that go together: as many times as squares would be left at the end.</summary>
    public static int Larger(int squares, int most) => squares % most is var left && left <= squares / most ? left : 0;

    /// <summary>
    /// The numbers of a square lie a cache line more than a power of two apart, or they would all be at the same place of the first-level cache.
    /// </summary>
    public static int Apart<T>(int channels, int together) where T : unmanaged => together * channels + 64 / sizeof(T);

    /// <summary>The rows of the products of so many squares: the lowest tile writes all of its rows.</summary>
    public static int WholeRows(int together) => (together + FourByTwo.Rows - 1) / FourByTwo.Rows * FourByTwo.Rows;

    /// <summary>Computes the windows of some lines of a plane. Row r of the job is window r.</summary>
    /// <param name="job">Bias and output; its panels are not used.</param>
    /// <param name="plane">The first window, which begins in the border.</param>
    /// <param name="down">Elements from one row of the plane to the next.</param>
    /// <param name="channels">The channels, a multiple of 16.</param>
    /// <param name="width">The windows of a row, an even number.</param>
    /// <param name="weights">What <see cref="WinogradWeights.Transform"/> made.</param>
    /// <param name="scratch">Working memory on a cache line.</param>
    /// <param name="record">The probe's record.</param>
    /// <param name="lines">The lines: an even number, from an even one on.</param>
    /// <param name="bareLines">All lines where there is no memory in which the border is thought to be; 0 where there is.</param>
    /// <param name="isPooled">Whether each square becomes its largest output, with which y has a row for each square; nobody wants z then, nor counts.</param>
    /// <param name="winners">Takes which that was, as <see cref="MaximumTiles"/> says it; may be null.</param>
    public static void Run<V, T, E, P>(
        in DenseJob<T, E> job, T* plane, nint down, int channels, int width, T* weights, T* scratch, T* record, LineRange lines, int bareLines,
        bool isPooled = false, T* winners = null)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        plane += lines.First * down;
        var height = lines.End - lines.First;
        var (squares, across, padded, most) = (height / 2 * (width / 2), width / 2, Panel.Padded<T>(job.Outputs), Most<T>(channels));
        var larger = Larger(squares, most);
        var together = larger > 0 ? most + 1 : most;
        var apart = Apart<T>(channels, together);
        T* inputs = scratch, products = inputs + Points * apart;
        var rows = WholeRows(together);
        var zeros = products + Points * rows * Panel.Width<T>();
        new Span<T>(zeros, 2 * Panel.Width<T>()).Clear();

        // Where nothing but the bias is added to the sums, they are put where they belong at once.
        var isFinished = typeof(E) == typeof(Untouched) && job.BiasStride == 0 && job.Z is null && job.Residual is null && record is null;
        var sums = isFinished ? job.Y + (nint)lines.First * width * job.YStride : zeros + 2 * Panel.Width<T>();
        var stride = isFinished ? job.YStride : padded;
        for (int first = 0, count; first < squares; first += count, larger--)
        {
            count = Math.Min(larger > 0 ? most + 1 : most, squares - first);
            TransformInputs<V, T>(plane, down, channels, across, new BareSquares(lines.First / 2, bareLines / 2), first, count, inputs, apart);

            for (var column = 0; column < job.Outputs; column += 2 * V.Count)
            {
                var columns = Math.Min(2 * V.Count, job.Outputs - column);
                var panels = weights + (nint)(column / Panel.Width<T>() * Panel.Width<T>()) * channels + column % Panel.Width<T>();
                Multiply<V, T>(Points, inputs, apart, channels, count, panels, (nint)padded * channels, columns, zeros, products, rows);
                if (isPooled)
                {
                    WinogradPooling.Combine<V, T, E>(job, products, rows, lines.First / 2 * across + first, count, column, columns, winners);
                    continue;
                }

                var bias = isFinished && job.Bias is not null ? job.Bias + column : null;
                Combine<V, T>(products, rows, first, count, across, columns, bias, sums + column, width * stride, stride);
            }
        }

        for (var column = 0; column < job.Outputs && !isFinished && !isPooled; column += 2 * V.Count)
        {
            var columns = Math.Min(2 * V.Count, job.Outputs - column);
            var counts = record is null ? null : record + column;
            Epilogue.Finish<V, T, E, P>(job, sums + column, padded, lines.First * width, height * width, column, columns, counts, lines.Begins);
        }
    }

    /// <summary>The squares of the next tile when so many are left.</summary>
    /// <remarks>Two tiles of eight are faster than one of twelve and one of four, and one of thirteen than one of twelve and one of one.</remarks>
    public static int Rows<V, T>(int left, int columns) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        V.Count * sizeof(T) != 64 ? TileKernels.Rows<V, T>(left)
        : left == 2 * EightByTwo.Rows ? EightByTwo.Rows
        : columns > V.Count && left is ThirteenByTwo.Rows or ThirteenByTwo.Rows + TwelveByTwo.Rows ? ThirteenByTwo.Rows
        : TileKernels.Rows<V, T>(left);

    /// <summary>Two registers of units of some squares at all points.</summary>
    public static void Multiply<V, T>(
        int points, T* inputs, nint apart, nint channels, int count, T* panels, nint panelsApart, int columns, T* zeros, T* products, int together)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var point = 0; point < points; point++, inputs += apart, panels += panelsApart, products += together * 2 * V.Count)
        {
            int rows;
            for (var row = 0; row < count; row += rows)
            {
                rows = Rows<V, T>(count - row, columns);
                if (rows == ThirteenByTwo.Rows)
                {
                    ThirteenByTwo.Accumulate<V, T>(inputs + row * channels, channels, 1, panels, channels, zeros, 0, products + row * 2 * V.Count);
                    continue;
                }

                TileKernels.Accumulate<V, T>(
                    inputs + row * channels, channels, 1, rows, panels, columns, channels, zeros, 0, products + row * 2 * V.Count, (byte*)panels, 0);
            }
        }
    }

    // The outputs of all squares.
    private static void Combine<V, T>(T* products, int together, int first, int count, int across, int columns, T* bias, T* sums, nint down, nint right)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (y, x) = Math.DivRem(first, across);
        nint apart = together * 2 * V.Count;
        var isDouble = columns > V.Count;
        V bias0 = bias is null ? V.Broadcast(default) : V.Load(ref *bias), bias1 = bias is null || !isDouble ? V.Broadcast(default) : V.Load(ref bias[V.Count]);
        int rows;
        for (var row = 0; row < count; row += rows)
        {
            rows = Rows<V, T>(count - row, columns);
            nint stride = TileKernels.Stride<V, T>(rows, columns);
            for (var r = 0; r < rows; r++)
            {
                var from = products + row * 2 * V.Count + r * stride;
                var to = sums + 2 * y * down + 2 * x * right;
                TransformOutput<V, T>(from, apart, bias0, to, down, right);
                if (isDouble)
                {
                    TransformOutput<V, T>(from + V.Count, apart, bias1, to + V.Count, down, right);
                }

                (y, x) = x + 1 == across ? (y + 1, 0) : (y, x + 1);
            }
        }
    }

    /// <summary>The 16 numbers of each channel of some squares, <paramref name="apart"/> elements from one to the next.</summary>
    /// <param name="plane">The first square of all.</param>
    /// <param name="down">Elements from one row of the plane to the next.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="across">The squares of a row.</param>
    /// <param name="bare">Where the border of one is not in memory.</param>
    /// <param name="first">The first square wanted.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Takes the numbers, square after square.</param>
    /// <param name="apart">Elements from one of the 16 to the next.</param>
    public static void TransformInputs<V, T>(T* plane, nint down, int channels, int across, BareSquares bare, int first, int count, T* to, nint apart)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        while (count > 0)
        {
            var (y, x) = Math.DivRem(first, across);
            var squares = Math.Min(count, across - x);
            var border = bare.Rows == 0 ? Border.None : (y + bare.Before == 0 ? Border.Top : 0) | (y + bare.Before + 1 == bare.Rows ? Border.Bottom : 0)
                | (x == 0 ? Border.Left : 0) | (x + squares == across ? Border.Right : 0);
            TransformRow<V, T>(plane + 2 * y * down + 2 * x * channels, down, channels, squares, to, apart, border);
            first += squares;
            count -= squares;
            to += squares * channels;
        }
    }

    // Neighbouring squares share two columns, which are worked out once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformRow<V, T>(T* square, nint down, int channels, int squares, T* to, nint apart, Border border)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        bool isTop = (border & Border.Top) != 0, isBottom = (border & Border.Bottom) != 0;
        for (var c = 0; c < channels; c += V.Count)
        {
            T* r0 = square + c, target = to + c;
            var zero = V.Broadcast(default);
            V a0 = zero, a1 = zero, a2 = zero, a3 = zero;
            if ((border & Border.Left) == 0)
            {
                Column<V, T>(r0, down, isTop, isBottom, out a0, out a1, out a2, out a3);
            }

            Column<V, T>(r0 + channels, down, isTop, isBottom, out var b0, out var b1, out var b2, out var b3);
            for (var left = squares; left > 0; left--, target += channels)
            {
                r0 += 2 * channels;
                Column<V, T>(r0, down, isTop, isBottom, out var c0, out var c1, out var c2, out var c3);
                V d0 = zero, d1 = zero, d2 = zero, d3 = zero;
                if (left > 1 || (border & Border.Right) == 0)
                {
                    Column<V, T>(r0 + channels, down, isTop, isBottom, out d0, out d1, out d2, out d3);
                }

                StoreRow<V, T>(a0, b0, c0, d0, target, apart);
                StoreRow<V, T>(a1, b1, c1, d1, target + 4 * apart, apart);
                StoreRow<V, T>(a2, b2, c2, d2, target + 8 * apart, apart);
                StoreRow<V, T>(a3, b3, c3, d3, target + 12 * apart, apart);
                (a0, a1, a2, a3, b0, b1, b2, b3) = (c0, c1, c2, c3, d0, d1, d2, d3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<V, T>(T* row, nint down, bool isTop, bool isBottom, out V t0, out V t1, out V t2, out V t3)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V d1 = V.Load(ref row[down]), d2 = V.Load(ref row[2 * down]);
        t0 = (isTop ? V.Broadcast(default) : V.Load(ref *row)) - d2;
        t1 = d1 + d2;
        t2 = d2 - d1;
        t3 = d1 - (isBottom ? V.Broadcast(default) : V.Load(ref row[3 * down]));
    }

    /// <summary>Where squares reach into a border that is not in memory.</summary>
    [Flags]
    private enum Border
    {
        None = 0,
        Top = 1,
        Bottom = 2,
        Left = 4,
        Right = 8,
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<V, T>(V a, V b, V c, V d, T* to, nint apart)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V.Store(a - c, ref *to);
        V.Store(b + c, ref to[apart]);
        V.Store(c - b, ref to[2 * apart]);
        V.Store(b - d, ref to[3 * apart]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutput<V, T>(T* products, nint apart, V bias, T* to, nint down, nint right)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        TransformOutput<V, T>(products, apart, bias, out var a, out var b, out var c, out var d);
        V.Store(a, ref *to);
        V.Store(b, ref to[right]);
        V.Store(c, ref to[down]);
        V.Store(d, ref to[down + right]);
    }

    /// <summary>The four outputs of a square, line by line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformOutput<V, T>(T* products, nint apart, V bias, out V a, out V b, out V c, out V d)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        T* p1 = products + 4 * apart, p2 = p1 + 4 * apart, p3 = p2 + 4 * apart;
        nint apart2 = 2 * apart, apart3 = 3 * apart;
        V a10 = V.Load(ref *p1), a11 = V.Load(ref p1[apart]), a12 = V.Load(ref p1[apart2]), a13 = V.Load(ref p1[apart3]);
        V a20 = V.Load(ref *p2), a21 = V.Load(ref p2[apart]), a22 = V.Load(ref p2[apart2]), a23 = V.Load(ref p2[apart3]);
        V s0 = V.Load(ref *products) + a10 + a20, s1 = V.Load(ref products[apart]) + a11 + a21;
        V s2 = V.Load(ref products[apart2]) + a12 + a22, s3 = V.Load(ref products[apart3]) + a13 + a23;
        a = s0 + s1 + s2 + bias;
        b = s1 - s2 - s3 + bias;
        s0 = a10 - a20 - V.Load(ref *p3);
        s1 = a11 - a21 - V.Load(ref p3[apart]);
        s2 = a12 - a22 - V.Load(ref p3[apart2]);
        s3 = a13 - a23 - V.Load(ref p3[apart3]);
        c = s0 + s1 + s2 + bias;
        d = s1 - s2 - s3 + bias;
    }
}

/// <summary>Squares that reach into a border which is not in memory.</summary>
/// <param name="Before">The rows of squares in front of the first.</param>
/// <param name="Rows">All rows of squares; 0 where the border is in memory.</param>
internal readonly record struct BareSquares(int Before, int Rows);
