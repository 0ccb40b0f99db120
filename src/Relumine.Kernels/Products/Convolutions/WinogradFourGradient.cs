using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// The gradient of the weights as <see cref="WinogradGradient"/> computes it, by squares of <see cref="WinogradFour"/>: 4×4 gradients and the 6×6 inputs
/// that they meet become 36 numbers each.
/// </summary>
internal static unsafe class WinogradFourGradient
{
    private const int Side = 6;
    private const int Output = 4;
    private const double A = WinogradFour.A;
    private const double B = WinogradFour.B;

    // The numbers of squares that are summed together share the second-level cache with the sums; as many of either.
    private const int MostBlockBytes = 440 << 10;
    private const int MostSquares = 51;
    private const int MostSumBytes = 320 << 10;

    /// <summary>Whether the gradient is computed here: enough squares, of which not much lies outside, and sums that stay in the cache.</summary>
    public static bool Take<T>(ConvolutionGeometry geometry) where T : unmanaged =>
        geometry.IsWinograd && WinogradFour.Pays(geometry.Window.Output)
        && (long)WinogradFour.Points * geometry.Channels * Panel.Padded<T>(geometry.Units) * sizeof(T) <= MostSumBytes;

    /// <summary>The working memory of <see cref="Add"/>, in elements.</summary>
    public static int Scratch<T>(ConvolutionGeometry geometry) where T : unmanaged =>
        WinogradFour.Points * Together<T>(geometry) * (geometry.Channels + Panel.Padded<T>(geometry.Units))
            + Side * Panel.Width<T>() * (Output * Across(geometry) + Side - Output);

    /// <summary>As <see cref="WinogradGradient.Add"/>.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="x">The first number of a sample, which is 0 outside of its lines, whatever memory there is.</param>
    /// <param name="down">Elements from one of its lines to the next.</param>
    /// <param name="dz">The first number of its gradient, likewise.</param>
    /// <param name="downGradient">Elements from one of its lines to the next.</param>
    /// <param name="scratch">Working memory on a cache line.</param>
    /// <param name="sums">For each point a packed matrix with a row for each channel.</param>
    /// <param name="waiting">How many squares in the working memory wait.</param>
    /// <param name="isLast">Whether none may wait afterwards.</param>
    public static void Add<V, T>(
        ConvolutionGeometry geometry, T* x, nint down, T* dz, nint downGradient, T* scratch, T* sums, ref int waiting, bool isLast)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (channels, units, window, width) = (geometry.Channels, geometry.Units, geometry.Window, Panel.Width<T>());
        var (across, padded, together) = (Across(geometry), Panel.Padded<T>(units), Together<T>(geometry));
        var squares = (window.Output[1] + Output - 1) / Output * across;
        var step = units * sizeof(T) <= 64 ? units : padded;
        nint apart = together * channels, apartGradient = together * step, start = 0;
        T* gradients = scratch + WinogradFour.Points * apart, columns = gradients + WinogradFour.Points * together * padded;
        var plane = new WinogradPlane(down, channels, window.Input[1], window.Input[2]);
        for (int first = 0, count; first < squares; first += count)
        {
            var (y, left) = Math.DivRem(first, across);
            count = Math.Min(Math.Min(together - waiting, squares - first), across - left);
            WinogradFour.TransformLine<V, T>(
                plane, x, Output * y - window.Before[1], Output * left - window.Before[2], count, scratch + waiting * channels, apart, columns);
            for (var square = 0; square < count; square++, waiting++)
            {
                int top = Output * y, at = Output * (left + square);
                Transform<V, T>(
                    dz + top * downGradient + at * (nint)units, downGradient, units, Math.Min(Output, window.Output[1] - top),
                    Math.Min(Output, window.Output[2] - at), gradients + waiting * step, apartGradient, columns);
            }

            if (waiting < together && !(isLast && first + count == squares))
            {
                continue;
            }

            for (var point = 0; point < WinogradFour.Points; point++)
            {
                T* inputs = scratch + point * apart, outputs = gradients + point * apartGradient;
                for (var column = 0; column < units; column += 2 * V.Count)
                {
                    var to = sums + ((nint)point * padded + column / width * width) * channels + column % width;
                    WeightRows.Accumulate<V, T>(channels, units - column, inputs, &start, 1, channels, outputs + column, &start, step, 1, waiting, to);
                }
            }

            waiting = 0;
        }
    }

    /// <summary>From the sums to the gradient of weights whose rows are taps and channels.</summary>
    public static void Restore<T>(T* sums, int channels, int padded, T* packed) where T : unmanaged
    {
        var loop = new Restoration<T>(sums, channels, padded, packed);
        LaneWidth.Run<T, Restoration<T>>(ref loop);
    }

    private static int Across(ConvolutionGeometry geometry) => (geometry.Window.Output[2] + Output - 1) / Output;

    // An odd number, as numbers of a square a power of two apart would all be at the same place of the first-level cache.
    private static int Together<T>(ConvolutionGeometry geometry) where T : unmanaged =>
        Math.Min(MostSquares, MostBlockBytes / (WinogradFour.Points * (geometry.Channels + Panel.Padded<T>(geometry.Units)) * sizeof(T)) | 1);

    // The powers of the points times the gradients: first down, then across.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform<V, T>(T* square, nint down, int units, int height, int width, T* to, nint apart, T* half)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var zero = V.Broadcast(default);
        for (var unit = 0; unit < units; unit += V.Count, square += V.Count, to += V.Count)
        {
            for (var column = 0; column < Output; column++)
            {
                var from = square + column * units;
                var (a, b, c, d) = (zero, zero, zero, zero);
                if (column < width)
                {
                    a = V.Load(ref *from);
                    b = height > 1 ? V.Load(ref from[down]) : zero;
                    c = height > 2 ? V.Load(ref from[2 * down]) : zero;
                    d = height > 3 ? V.Load(ref from[3 * down]) : zero;
                }

                Evaluate<V, T>(a, b, c, d, half + column * V.Count, Output * V.Count);
            }

            for (var line = 0; line < Side; line++)
            {
                var from = half + line * Output * V.Count;
                Evaluate<V, T>(
                    V.Load(ref *from), V.Load(ref from[V.Count]), V.Load(ref from[2 * V.Count]), V.Load(ref from[3 * V.Count]),
                    to + line * Side * apart, apart);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Evaluate<V, T>(V a, V b, V c, V d, T* to, nint apart) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V evenA = V.MulAdd(c, A * A, a), oddA = V.MulAdd(d, A * A, b), evenB = V.MulAdd(c, B * B, a), oddB = V.MulAdd(d, B * B, b);
        V.Store(a, ref *to);
        V.Store(V.MulAdd(oddA, A, evenA), ref to[apart]);
        V.Store(V.MulAdd(oddA, -A, evenA), ref to[2 * apart]);
        V.Store(V.MulAdd(oddB, B, evenB), ref to[3 * apart]);
        V.Store(V.MulAdd(oddB, -B, evenB), ref to[4 * apart]);
        V.Store(d, ref to[5 * apart]);
    }

    private readonly struct Restoration<T>(T* sums, int channels, int padded, T* packed) : ILaneLoop where T : unmanaged
    {
        private readonly T* _sums = sums;
        private readonly T* _packed = packed;

        public void Run<V, TLane>() where V : struct, IWideLanes<V, TLane> where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> =>
            new Restoration<TLane>((TLane*)_sums, channels, padded, (TLane*)_packed).Go<V>();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        [SkipLocalsInit]
        private void Go<V>() where V : struct, IWideLanes<V, T>
        {
            var memory = stackalloc byte[3 * Side * V.Count * sizeof(T) + 64];
            var half = (T*)(((nint)memory + 63) & ~63);
            var width = Panel.Width<T>();
            nint tap = (nint)channels * width, point = (nint)channels * padded;
            for (var panel = 0; panel < padded / width; panel++)
            {
                for (nint at = 0; at < tap; at += V.Count)
                {
                    for (var column = 0; column < Side; column++)
                    {
                        Sum<V>(_sums + panel * tap + at + column * point, Side * point, half + column * V.Count, Side * V.Count);
                    }

                    for (var line = 0; line < 3; line++)
                    {
                        Sum<V>(half + line * Side * V.Count, V.Count, _packed + (panel * 9 + 3 * line) * tap + at, tap);
                    }
                }
            }
        }

        // What WinogradFourWeights does to weights, the other way round.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Sum<V>(T* from, nint apart, T* to, nint next) where V : struct, IWideLanes<V, T>
        {
            V byA = V.Of(1 / (2 * A * A * (A * A - B * B))), byB = V.Of(1 / (2 * B * B * (B * B - A * A)));
            V a = V.Load(ref from[apart]), b = V.Load(ref from[2 * apart]), c = V.Load(ref from[3 * apart]), d = V.Load(ref from[4 * apart]);
            V evenA = (a + b) * byA, oddA = (a - b) * byA, evenB = (c + d) * byB, oddB = (c - d) * byB;
            V.Store(V.MulAdd(V.Load(ref *from), 1 / (A * A * B * B), evenA + evenB), ref *to);
            V.Store(V.MulAdd(oddA, A, oddB * V.Of(B)), ref to[next]);
            V.Store(V.MulAdd(evenA, A * A, V.MulAdd(evenB, B * B, V.Load(ref from[5 * apart]))), ref to[2 * next]);
        }
    }
}
