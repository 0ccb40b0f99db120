using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Normalizations;

/// <summary>Mean and variance of every channel over samples and positions, the channels of a position side by side.</summary>
/// <remarks>
/// One pass: each sample's sums are measured from its first position, in two chains that take positions in turn, and put together
/// in double precision, sample after sample. So the bits do not depend on threads nor on the width of registers.
/// </remarks>
public static unsafe class BatchMoments
{
    /// <summary>The working memory of the computation, in elements.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="channels">The channels.</param>
    public static int Memory(int samples, int channels) => checked(2 * samples * channels);

    /// <summary>Computes them.</summary>
    /// <param name="x">[samples, positions, channels].</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="mean">Takes the mean of each channel.</param>
    /// <param name="variance">Takes the variance of each channel, that of a population.</param>
    /// <param name="memory">Working memory: see <see cref="Memory"/>.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Compute<T>(ReadOnlySpan<T> x, int samples, Span<T> mean, Span<T> variance, Span<T> memory, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Compute(x, samples, mean, variance, memory, pool, LaneWidth.Bits);

    /// <summary>Computes them from the sums that <see cref="Products.Convolutions.ConvolutionOperands{T}.Moments"/> has left in the working memory.</summary>
    /// <inheritdoc cref="Compute{T}(ReadOnlySpan{T}, int, Span{T}, Span{T}, Span{T}, WorkerPool?)"/>
    public static void Combine<T>(ReadOnlySpan<T> x, int samples, Span<T> mean, Span<T> variance, ReadOnlySpan<T> memory)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var channels = mean.Length;
        var positions = NormalizationSamples.Positions(x.Length, samples, channels);
        NormalizationSamples.Check(variance.Length, channels, "The variance");
        NormalizationSamples.Check(memory.Length, Memory(samples, channels), "The working memory");
        fixed (T* from = x, sums = memory)
        {
            for (var c = 0; c < channels; c++)
            {
                Combine(from + c, sums + c, samples, positions, channels, out mean[c], out variance[c]);
            }
        }
    }

    /// <summary>The same with registers of so many bits.</summary>
    internal static void Compute<T>(ReadOnlySpan<T> x, int samples, Span<T> mean, Span<T> variance, Span<T> memory, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var positions = NormalizationSamples.Positions(x.Length, samples, mean.Length);
        NormalizationSamples.Check(memory.Length, Memory(samples, mean.Length), "The working memory");
        fixed (T* from = x, sums = memory)
        {
            var loop = new Loop(from, sums, samples, positions, mean.Length, pool);
            LaneWidth.Run<T, Loop>(ref loop, bits);
        }

        Combine(x, samples, mean, variance, memory);
    }

    /// <summary>The sums of one sample: what <see cref="Combine{T}(ReadOnlySpan{T}, int, Span{T}, Span{T}, ReadOnlySpan{T})"/> goes on from.</summary>
    internal static void Add<V, T>(T* x, int positions, int channels, T* sums) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        Body<V, T>.Sum(x, positions, channels, sums);

    private static void Combine<T>(T* x, T* sums, int samples, int positions, int channels, out T mean, out T variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double total = 0, squares = 0;
        var apart = (nint)positions * channels;
        for (var s = 0; s < samples; s++)
        {
            total += double.CreateTruncating(x[s * apart]) + double.CreateTruncating(sums[2 * s * channels]) / positions;
        }

        var middle = total / samples;
        for (var s = 0; s < samples; s++)
        {
            var sum = double.CreateTruncating(sums[2 * s * channels]);
            var away = double.CreateTruncating(x[s * apart]) + sum / positions - middle;
            squares += double.CreateTruncating(sums[(2 * s + 1) * channels]) - sum * sum / positions + positions * away * away;
        }

        mean = T.CreateTruncating(middle);
        variance = T.CreateTruncating(squares < 0 ? 0 : squares / ((double)samples * positions));
    }

    private readonly struct Loop(void* x, void* sums, int samples, int positions, int channels, WorkerPool? pool) : ILaneLoop
    {
        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            NormalizationSamples.Run(new Body<V, T>((T*)x, (T*)sums, positions, channels), samples, pool);
    }

    private readonly struct Body<V, T>(T* x, T* sums, int positions, int channels) : ISampleBody
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        public void Run(int first, int end)
        {
            for (var sample = first; sample < end; sample++)
            {
                Sum(x + (nint)sample * positions * channels, positions, channels, sums + 2 * (nint)sample * channels);
            }
        }

        // Four registers of channels at a time, so that rows are read in the order in which they lie.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Sum(T* x, int positions, int channels, T* sums)
        {
            nint step = channels;
            var column = 0;
            for (; column + 4 * V.Count <= channels; column += 4 * V.Count)
            {
                V zero = V.Of(0), s0 = zero, s1 = zero, s2 = zero, s3 = zero, t0 = zero, t1 = zero, t2 = zero, t3 = zero;
                V p0 = zero, p1 = zero, p2 = zero, p3 = zero, q0 = zero, q1 = zero, q2 = zero, q3 = zero;
                var row = x + column;
                V o0 = V.Load(ref *row), o1 = V.Load(ref row[V.Count]), o2 = V.Load(ref row[2 * V.Count]), o3 = V.Load(ref row[3 * V.Count]);
                for (var left = positions / 2; left > 0; left--, row += 2 * step)
                {
                    Take(V.Load(ref *row), o0, ref s0, ref p0);
                    Take(V.Load(ref row[V.Count]), o1, ref s1, ref p1);
                    Take(V.Load(ref row[2 * V.Count]), o2, ref s2, ref p2);
                    Take(V.Load(ref row[3 * V.Count]), o3, ref s3, ref p3);
                    var second = row + step;
                    Take(V.Load(ref *second), o0, ref t0, ref q0);
                    Take(V.Load(ref second[V.Count]), o1, ref t1, ref q1);
                    Take(V.Load(ref second[2 * V.Count]), o2, ref t2, ref q2);
                    Take(V.Load(ref second[3 * V.Count]), o3, ref t3, ref q3);
                }

                if (positions % 2 != 0)
                {
                    Take(V.Load(ref *row), o0, ref s0, ref p0);
                    Take(V.Load(ref row[V.Count]), o1, ref s1, ref p1);
                    Take(V.Load(ref row[2 * V.Count]), o2, ref s2, ref p2);
                    Take(V.Load(ref row[3 * V.Count]), o3, ref s3, ref p3);
                }

                T* to = sums + column, squares = to + channels;
                V.Store(s0 + t0, ref *to);
                V.Store(s1 + t1, ref to[V.Count]);
                V.Store(s2 + t2, ref to[2 * V.Count]);
                V.Store(s3 + t3, ref to[3 * V.Count]);
                V.Store(p0 + q0, ref *squares);
                V.Store(p1 + q1, ref squares[V.Count]);
                V.Store(p2 + q2, ref squares[2 * V.Count]);
                V.Store(p3 + q3, ref squares[3 * V.Count]);
            }

            for (; column < channels; column += V.Count)
            {
                var count = Math.Min(V.Count, channels - column);
                V origin = V.LoadPartial(ref x[column], count), s = V.Of(0), t = s, p = s, q = s;
                var row = x + column;
                for (var left = positions / 2; left > 0; left--, row += 2 * step)
                {
                    Take(Load(row, count), origin, ref s, ref p);
                    Take(Load(row + step, count), origin, ref t, ref q);
                }

                if (positions % 2 != 0)
                {
                    Take(Load(row, count), origin, ref s, ref p);
                }

                V.StorePartial(s + t, ref sums[column], count);
                V.StorePartial(p + q, ref sums[channels + column], count);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static V Load(T* row, int count) => count == V.Count ? V.Load(ref *row) : V.LoadPartial(ref *row, count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Take(V x, V origin, ref V sum, ref V squares)
        {
            var away = x - origin;
            sum += away;
            squares = V.MulAdd(away, away, squares);
        }
    }
}
