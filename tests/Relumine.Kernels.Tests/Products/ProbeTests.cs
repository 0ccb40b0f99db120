using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <summary>What probes see is what a naive loop over z sees.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly WorkerPool _pool = new(3);

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData(1, 3, 5)]
    [InlineData(2, 9, 16)]
    [InlineData(13, 20, 33)]
    [InlineData(128, 50, 50)]
    [InlineData(250, 1100, 70)]
    [InlineData(3000, 7, 10)]
    public void SeesWhatANaiveLoopSees(int rows, int inputs, int outputs)
    {
        var layer = new Layer<float>(rows, inputs, outputs, seed: 11);
        layer.X[0] = float.PositiveInfinity;
        layer.X[(rows - 1) / 2 * layer.Stride] = float.NaN;
        foreach (var bits in new[] { 128, 256, 512 })
        {
            var statistics = new UnitStatistics(outputs);
            layer.Run(bits, _pool, statistics: statistics);
            Compare(statistics, rows, outputs, (r, u) => layer.Z(r, u));
        }
    }

    [Fact]
    public void IsTheSameToTheBitForEveryWidthAndNumberOfThreads()
    {
        var layer = new Layer<float>(rows: 777, inputs: 1030, outputs: 90, seed: 12);
        var expected = Observe(512, null);
        foreach (var bits in new[] { 128, 256, 512 })
        {
            foreach (var pool in new[] { null, _pool })
            {
                ShouldEqual(Observe(bits, pool), expected);
            }
        }

        UnitStatistics Observe(int bits, WorkerPool? pool)
        {
            var statistics = new UnitStatistics(90);
            layer.Run(bits, pool, statistics: statistics);
            return statistics;
        }
    }

    [Fact]
    public void TheLeanProbeAgreesWithTheFullOne()
    {
        var layer = new Layer<double>(rows: 100, inputs: 40, outputs: 21, seed: 13);
        UnitStatistics lean = new(21, ProbeDetail.Firing), full = new(21);
        layer.Run(512, null, statistics: lean).ShouldBe(layer.Run(512, null, statistics: full));
        lean.Fired.ShouldBe(full.Fired);
        lean.Minimum.ShouldBe(full.Minimum);
        lean.Maximum.ShouldBe(full.Maximum);
        lean.NonFinite.ShouldBe(full.NonFinite);
        lean.Sum.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    public void TheProbeOfCountsAgreesWithTheFullOne(int bits)
    {
        var layer = new Layer<float>(rows: 100, inputs: 40, outputs: 21, seed: 15);
        UnitStatistics counts = new(21, ProbeDetail.Counts), full = new(21);
        layer.Run(bits, null, statistics: counts).ShouldBe(layer.Run(bits, null, statistics: full));
        counts.Fired.ShouldBe(full.Fired);
        counts.Samples.ShouldBe(100);
        new[] { counts.Sum.Length, counts.Minimum.Length, counts.Maximum.Length, counts.NonFinite.Length }.ShouldAllBe(n => n == 0);
    }

    [Fact]
    public void PartsMergeIntoTheWhole()
    {
        var layer = new Layer<float>(rows: 200, inputs: 30, outputs: 40, seed: 14);
        UnitStatistics whole = new(40), first = new(40), second = new(40);
        layer.Run(512, null, statistics: whole);
        layer.Run(512, null, 0, 90, first);
        layer.Run(512, null, 90, 200, second);
        first.Merge(second);
        first.Samples.ShouldBe(200);
        first.Fired.ShouldBe(whole.Fired);
        first.Minimum.ShouldBe(whole.Minimum);
        first.Maximum.ShouldBe(whole.Maximum);
        Compare(first, 200, 40, (r, u) => layer.Z(r, u));
        Should
            .Throw<ArgumentException>(() => first.Merge(new UnitStatistics(41)))
            .Message.ShouldContain("41 units (Full) cannot be added to statistics of 40 units (Full)");
    }

    [Fact]
    public void TheSpreadOfAUnitThatHardlyMovesIsNotLost()
    {
        // z is 1,000 ± 0.01: a spread that sums of squares in float could not see.
        var x = Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? -0.01f : 0.01f).ToArray();
        var z = x.Select(v => (double)(v + 1000)).ToArray();
        var statistics = new UnitStatistics(1);
        Dense.Run(
            new DenseOperands<float> { Rows = 600, Input = x, Weights = PackedMatrix<float>.Of([1f], 1, 1), Bias = new[] { 1000f }, Output = new float[600] },
            Relu.Default, null, statistics);
        statistics.Mean(0).ShouldBe(z.Average(), 1e-6);
        statistics.StandardDeviation(0).ShouldBe(0.01, 1e-4);
        statistics.ActivationStandardDeviation(0).ShouldBe(statistics.StandardDeviation(0));
    }

    [Fact]
    public void NothingSeenIsSaidSo()
    {
        var statistics = new UnitStatistics(1);
        statistics.Minimum[0].ShouldBe(double.PositiveInfinity);
        statistics.Maximum[0].ShouldBe(double.NegativeInfinity);
        statistics.Mean(0).ShouldBe(double.NaN);
        Dense.Run(
            new DenseOperands<float>
            {
                Rows = 1,
                Input = new[] { float.NaN },
                Weights = PackedMatrix<float>.Of([1f], 1, 1),
                Output = new float[1],
            },
            Relu.Default,
            null,
            statistics
        );
        statistics.NonFinite[0].ShouldBe(1);
        statistics.Fired[0].ShouldBe(0);
        statistics.Maximum[0].ShouldBe(double.NegativeInfinity);
        statistics.StandardDeviation(0).ShouldBe(double.NaN);
    }

    private static void Compare(UnitStatistics statistics, int rows, int units, Func<int, int, float> z)
    {
        statistics.Samples.ShouldBe(rows);
        statistics.Values.ShouldBe(rows);
        for (var u = 0; u < units; u++)
        {
            var all = Enumerable.Range(0, rows).Select(r => z(r, u)).ToArray();
            var finite = all.Where(float.IsFinite).Select(v => (double)v).ToArray();
            statistics.Fired[u].ShouldBe(all.Count(v => v > 0), $"unit {u}");
            statistics.NonFinite[u].ShouldBe(rows - finite.Length, $"unit {u}");
            statistics.Minimum[u].ShouldBe(all.Where(v => !float.IsNaN(v)).DefaultIfEmpty(float.PositiveInfinity).Min(), $"unit {u}");
            statistics.Maximum[u].ShouldBe(all.Where(v => !float.IsNaN(v)).DefaultIfEmpty(float.NegativeInfinity).Max(), $"unit {u}");
            if (finite.Length > 0)
            {
                // Within a block of at most 1,008 rows sums are chains of floats, of differences from the block's first value.
                var longest = finite.Max(Math.Abs) + finite.Max(Math.Abs);
                var bound = Math.Min(rows, 1008) * Math.Pow(2, -23) * rows;
                statistics.Sum[u].ShouldBe(finite.Sum(), bound * longest, $"unit {u}");
                statistics.SumOfSquares[u].ShouldBe(finite.Sum(v => v * v), bound * longest * longest, $"unit {u}");
                statistics.ActivationSum[u].ShouldBe(finite.Sum(v => Math.Max(v, 0)), bound * longest, $"unit {u}");
                statistics.ActivationAbsoluteSum[u].ShouldBe(finite.Sum(v => Math.Max(v, 0)), bound * longest, $"unit {u}");
                statistics.ActivationSumOfSquares[u].ShouldBe(finite.Sum(v => Math.Pow(Math.Max(v, 0), 2)), bound * longest * longest, $"unit {u}");
                statistics.MaximumActivation[u].ShouldBe(all.Where(v => !float.IsNaN(v)).Max(v => Math.Max(v, 0)), $"unit {u}");
            }
        }
    }

    private static void ShouldEqual(UnitStatistics actual, UnitStatistics expected)
    {
        actual.Fired.ShouldBe(expected.Fired);
        actual.NonFinite.ShouldBe(expected.NonFinite);
        actual.Minimum.ShouldBe(expected.Minimum);
        actual.Maximum.ShouldBe(expected.Maximum);
        actual.MaximumActivation.ShouldBe(expected.MaximumActivation);
        actual.Sum.ShouldBe(expected.Sum);
        actual.SumOfSquares.ShouldBe(expected.SumOfSquares);
        actual.ActivationSum.ShouldBe(expected.ActivationSum);
        actual.ActivationAbsoluteSum.ShouldBe(expected.ActivationAbsoluteSum);
        actual.ActivationSumOfSquares.ShouldBe(expected.ActivationSumOfSquares);
    }
}
