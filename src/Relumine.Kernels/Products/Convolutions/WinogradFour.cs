using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// The gradient of x of a convolution with 3×3 taps by F(4×4, 3×3) of Winograd: squares of 6×6 gradients become 36 numbers a unit, and 4×4 results are
/// combined from their products: 36 multiplications, where <see cref="WinogradTiles"/> need 64.
/// </summary>
/// <remarks>
/// The polynomials behind it are evaluated at 0, ±3/4, ±3/2 and ∞ (Barabasz, Anderson, Soodhalter and Gregg 2020, "Error Analysis and Improving the
/// Accuracy of Winograd Convolution for Deep Neural Networks"), which makes errors three times as large as those of <see cref="WinogradTiles"/>, half a
/// decimal digit, and twice those of plain sums of 64 units. Gradients bear that; what networks answer is not computed so.
/// </remarks>
internal static unsafe class WinogradFour
{
    /// <summary>The numbers that a square of gradients becomes.</summary>
    public const int Points = Side * Side;

    /// <summary>The points that are not 0 nor infinite, A, −A, B and −B.</summary>
    public const double A = 0.75;

    /// <inheritdoc cref="A"/>
    public const double B = 1.5;

    private const int Side = 6;
    private const int Output = 4;

    // With fewer squares, weights are read from far for few products; and more weights than these are not in the second-level cache.
    private const int LeastSquares = 12;
    private const int MostWeightBytes = 512 << 10;

    /// <summary>Whether the gradient of x is computed here: where it <see cref="Pays"/>, if there are not too many weights.</summary>
    public static bool Take<T>(ConvolutionGeometry geometry) where T : unmanaged =>
        geometry.IsWinogradBack && Pays(geometry.Window.Input)
        && (long)Points * geometry.Units * Panel.Padded<T>(geometry.Channels) * sizeof(T) <= MostWeightBytes;

    /// <summary>Whether a plane of this size has enough squares, of which not much lies outside: a quarter less to multiply than by smaller ones.</summary>
    public static bool Pays(int[] size)
    {
        var squares = (size[1] + Output - 1) / Output * ((size[2] + Output - 1) / Output);
        return squares >= LeastSquares && 4 * Points * squares <= 3 * WinogradTiles.Points * (size[1] / 2) * (size[2] / 2);
    }

    /// <summary>The working memory of <see cref="Run"/>, in elements.</summary>
    public static int Scratch<T>(ConvolutionGeometry geometry) where T : unmanaged =>
        Points * (WinogradTiles.Apart<T>(geometry.Units, WinogradTiles.MostSquares) + WinogradTiles.MostSquares * Panel.Width<T>())
            + 2 * Panel.Width<T>() + Side * Panel.Width<T>() * (Output * Across(geometry) + Side - Output);

    /// <summary>Computes dL/dx of a sample.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="dz">The first of dL/dz, which is 0 outside of its lines, whatever memory there is.</param>
    /// <param name="down">Elements from one line of dz to the next.</param>
    /// <param name="weights">What <see cref="WinogradFourWeights.Transform"/> made.</param>
    /// <param name="scratch">Working memory on a cache line.</param>
    /// <param name="dx">Takes [positions, channels].</param>
    public static void Run<V, T>(ConvolutionGeometry geometry, T* dz, nint down, T* weights, T* scratch, T* dx)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (units, channels, across, padded) = (geometry.Units, geometry.Channels, Across(geometry), Panel.Padded<T>(geometry.Channels));
        var (squares, most) = (Squares(geometry), WinogradTiles.Most<T>(units));
        var larger = WinogradTiles.Larger(squares, most);
        var together = larger > 0 ? most + 1 : most;
        var apart = WinogradTiles.Apart<T>(units, together);
        var rows = WinogradTiles.WholeRows(together);
        T* inputs = scratch, products = inputs + Points * apart;
        var zeros = products + Points * rows * Panel.Width<T>();
        new Span<T>(zeros, 2 * Panel.Width<T>()).Clear();
        var (before, plane) = (geometry.Window.Before, new WinogradPlane(down, units, geometry.Window.Output[1], geometry.Window.Output[2]));
        var columnsBehind = zeros + 2 * Panel.Width<T>();
        for (int first = 0, count; first < squares; first += count, larger--)
        {
            count = Math.Min(larger > 0 ? most + 1 : most, squares - first);
            for (int done = 0, line; done < count; done += line)
            {
                var (y, x) = Math.DivRem(first + done, across);
                line = Math.Min(count - done, across - x);
                TransformLine<V, T>(
                    plane, dz, Output * y + before[1] - 2, Output * x + before[2] - 2, line, inputs + done * units, apart, columnsBehind);
            }

            for (var column = 0; column < channels; column += 2 * V.Count)
            {
                var columns = Math.Min(2 * V.Count, channels - column);
                var panels = weights + (nint)(column / Panel.Width<T>() * Panel.Width<T>()) * units + column % Panel.Width<T>();
                WinogradTiles.Multiply<V, T>(Points, inputs, apart, units, count, panels, (nint)padded * units, columns, zeros, products, rows);
                Combine<V, T>(geometry, products, rows, first, count, columns, dx + column);
            }
        }
    }

    private static int Across(ConvolutionGeometry geometry) => (geometry.Window.Input[2] + Output - 1) / Output;

    private static int Squares(ConvolutionGeometry geometry) => (geometry.Window.Input[1] + Output - 1) / Output * Across(geometry);

    /// <summary>
    /// The 36 numbers of each channel of neighbouring squares: columns first, all of the line, as neighbours share two of them; then the lines of each square.
    /// </summary>
    /// <param name="plane">How the numbers lie.</param>
    /// <param name="start">The first of them, which need not belong to a square.</param>
    /// <param name="top">The line of the first square's first number; those outside are 0.</param>
    /// <param name="left">Its place in the line.</param>
    /// <param name="count">The squares.</param>
    /// <param name="to">Takes the numbers, square after square.</param>
    /// <param name="apart">Elements from one of the 36 to the next.</param>
    /// <param name="columns">Working memory: six registers for each column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformLine<V, T>(WinogradPlane plane, T* start, int top, int left, int count, T* to, nint apart, T* columns)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (down, units, height, width) = plane;
        for (var unit = 0; unit < units; unit += V.Count)
        {
            var column = columns;
            var zero = V.Broadcast(default);
            for (var at = left; at < left + Output * count + Side - Output; at++, column += Side * V.Count)
            {
                if ((uint)at >= (uint)width)
                {
                    Store<V, T>(zero, zero, zero, zero, zero, zero, column, V.Count);
                    continue;
                }

                var from = start + top * down + at * (nint)units + unit;
                var d0 = (uint)top < (uint)height ? V.Load(ref *from) : zero;
                var d1 = (uint)(top + 1) < (uint)height ? V.Load(ref from[down]) : zero;
                var d2 = (uint)(top + 2) < (uint)height ? V.Load(ref from[2 * down]) : zero;
                var d3 = (uint)(top + 3) < (uint)height ? V.Load(ref from[3 * down]) : zero;
                var d4 = (uint)(top + 4) < (uint)height ? V.Load(ref from[4 * down]) : zero;
                var d5 = (uint)(top + 5) < (uint)height ? V.Load(ref from[5 * down]) : zero;
                Transform<V, T>(d0, d1, d2, d3, d4, d5, column, V.Count);
            }

            for (var square = 0; square < count; square++)
            {
                var target = to + square * units + unit;
                for (var line = 0; line < Side; line++, target += Side * apart)
                {
                    var from = columns + (Output * square * Side + line) * V.Count;
                    nint next = Side * V.Count;
                    Transform<V, T>(
                        V.Load(ref *from), V.Load(ref from[next]), V.Load(ref from[2 * next]), V.Load(ref from[3 * next]), V.Load(ref from[4 * next]),
                        V.Load(ref from[5 * next]), target, apart);
                }
            }
        }
    }

    // For a point p, the product of x − q over all other points q, by the powers of x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<V, T>(V d0, V d1, V d2, V d3, V d4, V d5, T* to, nint apart) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V evenA = V.MulAdd(d2, -B * B, d4), oddA = V.MulAdd(d1, -B * B, d3), evenB = V.MulAdd(d2, -A * A, d4), oddB = V.MulAdd(d1, -A * A, d3);
        var first = V.MulAdd(d0, A * A * B * B, V.MulAdd(d2, -A * A - B * B, d4));
        var last = V.MulAdd(d1, A * A * B * B, V.MulAdd(d3, -A * A - B * B, d5));
        Store<V, T>(first, V.MulAdd(oddA, A, evenA), V.MulAdd(oddA, -A, evenA), V.MulAdd(oddB, B, evenB), V.MulAdd(oddB, -B, evenB), last, to, apart);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, T>(V a, V b, V c, V d, V e, V f, T* to, nint apart) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V.Store(a, ref *to);
        V.Store(b, ref to[apart]);
        V.Store(c, ref to[2 * apart]);
        V.Store(d, ref to[3 * apart]);
        V.Store(e, ref to[4 * apart]);
        V.Store(f, ref to[5 * apart]);
    }

    // The results of all squares, but for those outside of x.
    [SkipLocalsInit]
    private static void Combine<V, T>(ConvolutionGeometry geometry, T* products, int together, int first, int count, int columns, T* dx)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var memory = stackalloc byte[(Output * Side + Output * Output) * V.Count * sizeof(T) + 64];
        var half = (T*)(((nint)memory + 63) & ~63);
        var results = half + Output * Side * V.Count;
        var (input, across, channels) = (geometry.Window.Input, Across(geometry), geometry.Channels);
        var down = (nint)input[2] * channels;
        int rows;
        for (var row = 0; row < count; row += rows)
        {
            rows = WinogradTiles.Rows<V, T>(count - row, columns);
            nint stride = TileKernels.Stride<V, T>(rows, columns);
            for (var r = 0; r < rows; r++)
            {
                var (y, x) = Math.DivRem(first + row + r, across);
                var from = products + row * 2 * V.Count + r * stride;
                var to = dx + Output * y * down + Output * x * (nint)channels;
                int height = Math.Min(Output, input[1] - Output * y), width = Math.Min(Output, input[2] - Output * x);
                for (var part = 0; part < columns; part += V.Count)
                {
                    if (height == Output && width == Output)
                    {
                        TransformOutput<V, T>(from + part, together * 2 * V.Count, half, to + part, down, channels);
                        continue;
                    }

                    TransformOutput<V, T>(from + part, together * 2 * V.Count, half, results, Output * V.Count, V.Count);
                    for (var place = 0; place < height * width; place++)
                    {
                        var (line, at) = Math.DivRem(place, width);
                        V.Store(V.Load(ref results[(line * Output + at) * V.Count]), ref to[line * down + at * channels + part]);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutput<V, T>(T* products, nint apart, T* half, T* to, nint down, nint right)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var column = 0; column < Side; column++)
        {
            Evaluate<V, T>(products + column * apart, Side * apart, half + column * V.Count, Side * V.Count);
        }

        for (var line = 0; line < Output; line++)
        {
            Evaluate<V, T>(half + line * Side * V.Count, V.Count, to + line * down, right);
        }
    }

    // The powers of the points: 1, p, p², p³.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Evaluate<V, T>(T* from, nint apart, T* to, nint next) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V a = V.Load(ref from[apart]), b = V.Load(ref from[2 * apart]), c = V.Load(ref from[3 * apart]), d = V.Load(ref from[4 * apart]);
        V evenA = a + b, oddA = a - b, evenB = c + d, oddB = c - d;
        V.Store(V.Load(ref *from) + evenA + evenB, ref *to);
        V.Store(V.MulAdd(oddA, A, oddB * V.Of(B)), ref to[next]);
        V.Store(V.MulAdd(evenA, A * A, evenB * V.Of(B * B)), ref to[2 * next]);
        V.Store(V.MulAdd(oddA, A * A * A, V.MulAdd(oddB, B * B * B, V.Load(ref from[5 * apart]))), ref to[3 * next]);
    }
}

/// <summary>Numbers that are 0 outside of their lines.</summary>
/// <param name="Down">Elements from one line to the next.</param>
/// <param name="Channels">The channels of a position, side by side.</param>
/// <param name="Height">The lines.</param>
/// <param name="Width">The positions of a line.</param>
internal readonly record struct WinogradPlane(nint Down, int Channels, int Height, int Width);
