using Relumine.Kernels.Normalizations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Normalizations;

/// <summary>
/// Normalization with channels side by side, against sums in double precision, and the same to the bit for every width and number of threads.
/// </summary>
public sealed class NormalizationTests : IDisposable
{
    private readonly WorkerPool _pool = new(3);

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 2, 3, 5 }, { 3, 2, 16 }, { 5, 7, 31 }, { 9, 25, 64 }, { 4, 16, 67 }, { 17, 9, 130 },
    };

    public void Dispose() => _pool.Dispose();

    [Theory]
    [MemberData(nameof(Sizes))]
    public void MomentsAreThoseOfAPlainLoop(int samples, int positions, int channels)
    {
        // Far from 0, where sums of squares would lose all digits.
        var x = Array.ConvertAll(Numbers(samples * positions * channels, 1), v => v + 1000);
        var (mean, variance) = Moments(x, samples, channels, null, 512);
        for (var c = 0; c < channels; c++)
        {
            var values = Channel(x, channels, c);
            var average = values.Average();
            ((double)mean[c]).ShouldBe(average, 1e-4, $"mean of channel {c}");
            ((double)variance[c]).ShouldBe(values.Average(v => (v - average) * (v - average)), 1e-5, $"variance of channel {c}");
        }

        foreach (var bits in new[] { 128, 256, 512 })
        {
            var other = Moments(x, samples, channels, bits == 256 ? _pool : null, bits);
            other.Mean.ShouldBe(mean);
            other.Variance.ShouldBe(variance);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ChannelsAreMovedAndRectifiedAndSeen(int samples, int positions, int channels)
    {
        var length = samples * positions * channels;
        float[] x = Numbers(length, 2), residual = Numbers(length, 3), mean = Numbers(channels, 4), factor = Numbers(channels, 5), shift = Numbers(channels, 6);
        foreach (var (rectifies, adds, detail) in new (bool, bool, ProbeDetail?)[]
                     { (false, false, null), (true, false, null), (true, true, null), (true, true, ProbeDetail.Firing), (false, true, ProbeDetail.Full) })
        {
            var expected = new float[length];
            for (var i = 0; i < length; i++)
            {
                var c = i % channels;
                var z = MathF.FusedMultiplyAdd(x[i] - mean[c], factor[c], shift[c]) + (adds ? residual[i] : 0);
                expected[i] = rectifies ? MathF.Max(z, 0) : z;
            }

            foreach (var bits in new[] { 128, 256, 512 })
            {
                var y = new float[length];
                var statistics = detail is { } d ? new UnitStatistics(channels, d, positions > 1) : null;
                var operands = new NormalizationOperands<float>
                {
                    Samples = samples,
                    Input = x,
                    Mean = mean,
                    Factor = factor,
                    Shift = shift,
                    Residual = adds ? residual : [],
                    Rectifies = rectifies,
                    Output = y,
                };
                Normalization.Run(operands, bits == 128 ? _pool : null, statistics, bits);
                y.ShouldBe(expected);
                if (statistics is not null)
                {
                    var fired = Enumerable.Range(0, channels).Select(c => (long)Channel(expected, channels, c).Count(v => v > 0));
                    statistics.FiredPositions.ShouldBe(fired);
                    statistics.Samples.ShouldBe(samples);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientsAreThoseOfAPlainLoop(int samples, int positions, int channels)
    {
        var length = samples * positions * channels;
        float[] x = Numbers(length, 7), y = Numbers(length, 8), dy = Numbers(length, 9);
        float[] mean = Numbers(channels, 10), factor = Numbers(channels, 11), slope = Numbers(channels, 12), shift = Numbers(channels, 13);
        foreach (var rectifier in Enum.GetValues<RectifierSlope>())
        {
            var g = dy.Select((v, i) => rectifier switch
            {
                RectifierSlope.FromOutput => y[i] <= 0,
                RectifierSlope.FromInput => MathF.FusedMultiplyAdd(x[i] - mean[i % channels], factor[i % channels], shift[i % channels]) <= 0,
                _ => false,
            } ? 0 : v).ToArray();
            var first = Gradients(null, 512);
            first.G.ShouldBe(g);
            for (var c = 0; c < channels; c++)
            {
                var gs = Channel(g, channels, c).ToArray();
                var products = Channel(x, channels, c).Zip(gs, (a, b) => (a - mean[c]) * b);
                ((double)first.Sums[c]).ShouldBe(gs.Sum(), 1e-4, $"sum of channel {c}");
                ((double)first.Products[c]).ShouldBe(products.Sum(), 1e-4, $"products of channel {c}");
            }

            first.Dx.ShouldBe(g.Select((v, i) =>
            {
                var c = i % channels;
                return MathF.FusedMultiplyAdd(v, factor[c], MathF.FusedMultiplyAdd(x[i] - mean[c], slope[c], shift[c]));
            }));
            foreach (var bits in new[] { 128, 256, 512 })
            {
                var other = Gradients(bits == 256 ? _pool : null, bits);
                other.Sums.ShouldBe(first.Sums);
                other.Products.ShouldBe(first.Products);
                other.Dx.ShouldBe(first.Dx);
            }

            (float[] G, float[] Sums, float[] Products, float[] Dx) Gradients(WorkerPool? pool, int bits)
            {
                float[] gradient = [.. dy], sums = new float[channels], products = new float[channels], dx = new float[length];
                var memory = new float[BatchMoments.Memory(samples, channels)];
                NormalizationGradient.Sum<float>(samples, x, mean, factor, shift, rectifier, y, gradient, sums, products, memory, pool, bits);
                NormalizationGradient.OfInput<float>(samples, x, mean, factor, slope, shift, gradient, dx, pool, bits);
                return (gradient, sums, products, dx);
            }
        }
    }

    [Fact]
    public void WhatIsNoNumberStaysNone()
    {
        float[] x = [1, 2], y = [float.NaN, 3], g = [5, 7], sums = new float[1], products = new float[1];
        NormalizationGradient.Sum<float>(2, x, [0], [1], [0], RectifierSlope.FromOutput, y, g, sums, products, new float[4]);
        g.ShouldBe([float.NaN, 7]);
        sums[0].ShouldBe(float.NaN);
    }

    [Fact]
    public void SizesThatDoNotFitAreRefused()
    {
        Should.Throw<ArgumentException>(() => Moments(new float[7], 2, 3, null, 128)).Message.ShouldContain("whole positions");
        Should.Throw<ArgumentException>(() => ChannelAverage.Of<float>(new float[12], 2, new float[3])).Message.ShouldContain("whole channels");
    }

    [Fact]
    public void AveragesAreOfPositions()
    {
        float[] x = [1, 10, 3, 20, 5, 60, 7, 0], means = new float[4], dx = new float[8];
        ChannelAverage.Of<float>(x, 2, means);
        means.ShouldBe([2, 15, 6, 30]);
        ChannelAverage.Spread<float>([2, 4, 6, 8], 2, dx);
        dx.ShouldBe([1, 2, 1, 2, 3, 4, 3, 4]);
    }

    private static (float[] Mean, float[] Variance) Moments(float[] x, int samples, int channels, WorkerPool? pool, int bits)
    {
        float[] mean = new float[channels], variance = new float[channels];
        BatchMoments.Compute<float>(x, samples, mean, variance, new float[BatchMoments.Memory(samples, channels)], pool, bits);
        return (mean, variance);
    }

    private static IEnumerable<double> Channel(float[] x, int channels, int c) => x.Where((_, i) => i % channels == c).Select(v => (double)v);

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return Array.ConvertAll(new float[count], _ => random.NextSingle() * 2 - 1);
    }
}
