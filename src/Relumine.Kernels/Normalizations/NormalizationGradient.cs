using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Normalizations;

/// <summary>The gradient of <see cref="Normalization"/> through the statistics of the batch, the channels of a position side by side.</summary>
/// <remarks>
/// Sums are taken sample by sample, in two chains that take positions in turn, and added up in double precision, sample after
/// sample: so the bits do not depend on threads nor on the width of registers.
/// </remarks>
public static unsafe class NormalizationGradient
{
    /// <summary>
    /// The gradient g of what the rectifier was given, in place of that of what it gave, and for each channel Σ g and Σ g·(x − mean) over
    /// samples and positions.
    /// </summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="x">[samples, positions, channels].</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="factor">What was multiplied by, for each channel.</param>
    /// <param name="shift">What was added then, for each channel.</param>
    /// <param name="rectifier">Whether there was a rectifier, and how its slope is told.</param>
    /// <param name="y">What the rectifier gave, as many numbers as x; only looked at for <see cref="RectifierSlope.FromOutput"/>.</param>
    /// <param name="gradient">The gradient of y, as many numbers; becomes g.</param>
    /// <param name="sums">Takes Σ g of each channel.</param>
    /// <param name="products">Takes Σ g·(x − mean) of each channel.</param>
    /// <param name="memory">Working memory: see <see cref="BatchMoments.Memory"/>.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Sum<T>(
        int samples, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, ReadOnlySpan<T> shift, RectifierSlope rectifier, ReadOnlySpan<T> y,
        Span<T> gradient, Span<T> sums, Span<T> products, Span<T> memory, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Sum(samples, x, mean, factor, shift, rectifier, y, gradient, sums, products, memory, pool, LaneWidth.Bits);

    /// <summary>The gradient of x: <c>g·factor + (x − mean)·slope + shift</c> for each channel.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="x">[samples, positions, channels].</param>
    /// <param name="mean">The mean of each channel.</param>
    /// <param name="factor">What g is multiplied by, for each channel.</param>
    /// <param name="slope">What x is multiplied by, for each channel.</param>
    /// <param name="shift">What is added, for each channel.</param>
    /// <param name="g">As many numbers as x.</param>
    /// <param name="dx">Takes the gradient; may be <paramref name="g"/>.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void OfInput<T>(
        int samples, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, ReadOnlySpan<T> slope, ReadOnlySpan<T> shift, ReadOnlySpan<T> g,
        Span<T> dx, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfInput(samples, x, mean, factor, slope, shift, g, dx, pool, LaneWidth.Bits);

    /// <summary>The same with registers of so many bits.</summary>
    internal static void Sum<T>(
        int samples, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, ReadOnlySpan<T> shift, RectifierSlope rectifier, ReadOnlySpan<T> y,
        Span<T> gradient, Span<T> sums, Span<T> products, Span<T> memory, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var channels = mean.Length;
        var positions = NormalizationSamples.Positions(x.Length, samples, channels);
        NormalizationSamples.Check(gradient.Length, x.Length, "The gradient");
        NormalizationSamples.Check(sums.Length, channels, "The sums");
        NormalizationSamples.Check(products.Length, channels, "The products");
        NormalizationSamples.Check(memory.Length, BatchMoments.Memory(samples, channels), "The working memory");
        NormalizationSamples.Check(factor.Length, channels, "The factors");
        NormalizationSamples.Check(shift.Length, channels, "The shifts");
        if (rectifier == RectifierSlope.FromOutput)
        {
            NormalizationSamples.Check(y.Length, x.Length, "y");
        }

        fixed (T* from = x, centre = mean, by = factor, plus = shift, output = y, g = gradient, parts = memory)
        {
            var loop = new SumLoop(from, centre, by, plus, rectifier, output, g, parts, samples, positions, channels, pool);
            LaneWidth.Run<T, SumLoop>(ref loop, bits);
            for (var c = 0; c < channels; c++)
            {
                double sum = 0, product = 0;
                for (var s = 0; s < samples; s++)
                {
                    sum += double.CreateTruncating(parts[2 * s * channels + c]);
                    product += double.CreateTruncating(parts[(2 * s + 1) * channels + c]);
                }

                (sums[c], products[c]) = (T.CreateTruncating(sum), T.CreateTruncating(product));
            }
        }
    }

    /// <summary>The same with registers of so many bits.</summary>
    internal static void OfInput<T>(
        int samples, ReadOnlySpan<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, ReadOnlySpan<T> slope, ReadOnlySpan<T> shift, ReadOnlySpan<T> g,
        Span<T> dx, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var channels = mean.Length;
        var positions = NormalizationSamples.Positions(x.Length, samples, channels);
        NormalizationSamples.Check(factor.Length, channels, "The factors");
        NormalizationSamples.Check(slope.Length, channels, "The slopes");
        NormalizationSamples.Check(shift.Length, channels, "The shifts");
        NormalizationSamples.Check(g.Length, x.Length, "g");
        NormalizationSamples.Check(dx.Length, x.Length, "dx");
        fixed (T* from = x, centre = mean, byG = factor, byX = slope, constant = shift, gradient = g, to = dx)
        {
            var loop = new InputLoop(from, centre, byG, byX, constant, gradient, to, samples, positions, channels, pool);
            LaneWidth.Run<T, InputLoop>(ref loop, bits);
        }
    }

    private readonly struct SumLoop(
        void* x, void* mean, void* factor, void* shift, RectifierSlope rectifier, void* y, void* gradient, void* parts, int samples, int positions,
        int channels, WorkerPool? pool) : ILaneLoop
    {
        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            NormalizationSamples.Run(
                new NormalizationSums<V, T>((T*)x, (T*)mean, (T*)factor, (T*)shift, rectifier, (T*)y, (T*)gradient, (T*)parts, positions, channels),
                samples, pool);
    }

    private readonly struct InputLoop(
        void* x, void* mean, void* factor, void* slope, void* shift, void* g, void* dx, int samples, int positions, int channels, WorkerPool? pool) : ILaneLoop
    {
        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            NormalizationSamples.Run(
                new Inputs<V, T>((T*)x, (T*)mean, (T*)factor, (T*)slope, (T*)shift, (T*)g, (T*)dx, positions, channels), samples, pool);
    }

    private readonly struct Inputs<V, T>(T* x, T* mean, T* factor, T* slope, T* shift, T* g, T* dx, int positions, int channels) : ISampleBody
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int first, int end)
        {
            var at = (nint)first * positions * channels;
            for (var left = (nint)(end - first) * positions; left > 0; left--)
            {
                var column = 0;
                for (; column + V.Count <= channels; column += V.Count, at += V.Count)
                {
                    var part = V.MulAdd(V.Load(ref x[at]) - V.Load(ref mean[column]), V.Load(ref slope[column]), V.Load(ref shift[column]));
                    V.Store(V.MulAdd(V.Load(ref g[at]), V.Load(ref factor[column]), part), ref dx[at]);
                }

                if (column < channels)
                {
                    var count = channels - column;
                    V centre = V.LoadPartial(ref mean[column], count), byX = V.LoadPartial(ref slope[column], count);
                    var part = V.MulAdd(V.LoadPartial(ref x[at], count) - centre, byX, V.LoadPartial(ref shift[column], count));
                    part = V.MulAdd(V.LoadPartial(ref g[at], count), V.LoadPartial(ref factor[column], count), part);
                    V.StorePartial(part, ref dx[at], count);
                    at += count;
                }
            }
        }
    }
}
