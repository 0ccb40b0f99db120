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

    // Squares that go through the products together.
    private const int Squares = TwelveWindows.Rows;

    /// <summary>The working memory of <c>Run</c>, in elements.</summary>
    public static int Scratch<T>(int channels, int units, int positions) where T : unmanaged =>
        Points * Squares * (channels + Panel.Width<T>()) + positions * Panel.Padded<T>(units);

    /// <summary>Computes all windows of a plane. Row r of the job is window r.</summary>
    /// <inheritdoc cref="Run{V, T, E, P}(in DenseJob{T, E}, T*, nint, int, int, T*, T*, T*, LineRange)"/>
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* plane, nint down, int channels, int height, int width, T* weights, T* scratch, T* record)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T> =>
        Run<V, T, E, P>(job, plane, down, channels, width, weights, scratch, record, new LineRange(0, height, Begins: true));

    /// <summary>Computes the windows of some lines of a plane. Row r of the job is window r.</summary>
    /// <param name="job">Bias and output; its panels are not used.</param>
    /// <param name="plane">The first window.</param>
    /// <param name="down">Elements from one row of the plane to the next.</param>
    /// <param name="channels">The channels, a multiple of 16.</param>
    /// <param name="width">The windows of a row, an even number.</param>
    /// <param name="weights">What <see cref="WinogradWeights.Transform"/> made.</param>
    /// <param name="scratch">Working memory on a cache line.</param>
    /// <param name="record">The probe's record.</param>
    /// <param name="lines">The lines: an even number, from an even one on.</param>
    [SkipLocalsInit]
    public static void Run<V, T, E, P>(
        in DenseJob<T, E> job, T* plane, nint down, int channels, int width, T* weights, T* scratch, T* record, LineRange lines)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        plane += lines.First * down;
        var height = lines.End - lines.First;
        var inputs = scratch;
        var products = inputs + Points * Squares * channels;
        var sums = products + Points * Squares * Panel.Width<T>();
        var (squares, across, padded) = (height / 2 * (width / 2), width / 2, Panel.Padded<T>(job.Outputs));
        var places = stackalloc T*[Squares];
        for (var first = 0; first < squares; first += Squares)
        {
            var count = Math.Min(Squares, squares - first);
            for (var s = 0; s < count; s++)
            {
                var (y, x) = Math.DivRem(first + s, across);
                TransformInput<V, T>(plane + 2 * y * down + 2 * x * channels, down, channels, inputs + s * channels, Squares * channels);
            }

            for (var column = 0; column < job.Outputs; column += 2 * V.Count)
            {
                for (var point = 0; point < Points; point++)
                {
                    var panel = weights + ((nint)point * padded + column / Panel.Width<T>() * Panel.Width<T>()) * channels + column % Panel.Width<T>();
                    Multiply<V, T>(places, inputs + point * Squares * channels, channels, count, panel, products + point * Squares * 2 * V.Count);
                }

                for (var s = 0; s < count; s++)
                {
                    var (y, x) = Math.DivRem(first + s, across);
                    var to = sums + (nint)(2 * y * width + 2 * x) * padded + column;
                    TransformOutput<V, T>(products + s * 2 * V.Count, Squares * 2 * V.Count, to, (nint)width * padded, padded);
                    TransformOutput<V, T>(products + s * 2 * V.Count + V.Count, Squares * 2 * V.Count, to + V.Count, (nint)width * padded, padded);
                }
            }
        }

        for (var column = 0; column < job.Outputs; column += 2 * V.Count)
        {
            var columns = Math.Min(2 * V.Count, job.Outputs - column);
            var counts = record is null ? null : record + column;
            Epilogue.Finish<V, T, E, P>(job, sums + column, padded, lines.First * width, height * width, column, columns, counts, lines.Begins);
        }
    }

    /// <summary>The 16 numbers of each channel of a square, <paramref name="apart"/> elements from one to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TransformInput<V, T>(T* square, nint down, int channels, T* to, nint apart)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        nint right = channels, right2 = 2 * right, right3 = 3 * right;
        for (var c = 0; c < channels; c += V.Count, square += V.Count, to += V.Count)
        {
            T* r0 = square, r1 = r0 + down, r2 = r1 + down, r3 = r2 + down;
            V d10 = V.Load(ref *r1), d11 = V.Load(ref r1[right]), d12 = V.Load(ref r1[right2]), d13 = V.Load(ref r1[right3]);
            V d20 = V.Load(ref *r2), d21 = V.Load(ref r2[right]), d22 = V.Load(ref r2[right2]), d23 = V.Load(ref r2[right3]);
            StoreRow<V, T>(V.Load(ref *r0) - d20, V.Load(ref r0[right]) - d21, V.Load(ref r0[right2]) - d22, V.Load(ref r0[right3]) - d23, to, apart);
            StoreRow<V, T>(d10 + d20, d11 + d21, d12 + d22, d13 + d23, to + 4 * apart, apart);
            StoreRow<V, T>(d20 - d10, d21 - d11, d22 - d12, d23 - d13, to + 8 * apart, apart);
            StoreRow<V, T>(
                d10 - V.Load(ref *r3),
                d11 - V.Load(ref r3[right]),
                d12 - V.Load(ref r3[right2]),
                d13 - V.Load(ref r3[right3]),
                to + 12 * apart,
                apart
            );
        }
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

    // Two registers of units of all squares at one point.
    private static void Multiply<V, T>(T** places, T* inputs, nint channels, int count, T* panel, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        nint start = 0;
        if (V.Count * sizeof(T) == 64 && count == Squares)
        {
            for (var s = 0; s < Squares; s++)
            {
                places[s] = inputs + s * channels;
            }

            TwelveWindows.Accumulate<V, T>(places, &start, 1, channels, panel, to);
            return;
        }

        for (var first = 0; first < count; first += FourWindows.Rows)
        {
            for (var s = 0; s < FourWindows.Rows; s++)
            {
                places[s] = inputs + Math.Min(first + s, count - 1) * channels;
            }

            FourWindows.Accumulate<V, T>(places, &start, 1, channels, panel, to + first * 2 * V.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformOutput<V, T>(T* products, nint apart, T* to, nint down, nint right)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        T* p1 = products + 4 * apart, p2 = p1 + 4 * apart, p3 = p2 + 4 * apart;
        nint apart2 = 2 * apart, apart3 = 3 * apart;
        V a10 = V.Load(ref *p1), a11 = V.Load(ref p1[apart]), a12 = V.Load(ref p1[apart2]), a13 = V.Load(ref p1[apart3]);
        V a20 = V.Load(ref *p2), a21 = V.Load(ref p2[apart]), a22 = V.Load(ref p2[apart2]), a23 = V.Load(ref p2[apart3]);
        V s0 = V.Load(ref *products) + a10 + a20, s1 = V.Load(ref products[apart]) + a11 + a21;
        V s2 = V.Load(ref products[apart2]) + a12 + a22, s3 = V.Load(ref products[apart3]) + a13 + a23;
        V.Store(s0 + s1 + s2, ref *to);
        V.Store(s1 - s2 - s3, ref to[right]);
        s0 = a10 - a20 - V.Load(ref *p3);
        s1 = a11 - a21 - V.Load(ref p3[apart]);
        s2 = a12 - a22 - V.Load(ref p3[apart2]);
        s3 = a13 - a23 - V.Load(ref p3[apart3]);
        V.Store(s0 + s1 + s2, ref to[down]);
        V.Store(s1 - s2 - s3, ref to[down + right]);
    }
}
