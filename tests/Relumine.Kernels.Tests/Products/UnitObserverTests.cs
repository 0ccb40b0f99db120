using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Looking at a layer in memory against counting one number at a time.</summary>
public class UnitObserverTests
{
    public static TheoryData<int, int, int, int> Layouts =>
        new()
        {
            { 7, 1, 5, 1 },
            { 100, 1, 33, 1 },
            { 3, 1, 4, 49 },
            { 2, 1, 1, 16 },
            { 5, 1, 3, 1000 },
            { 4, 6, 9, 1 },
            { 3, 2, 5, 3 },
            { 2, 3, 2, 40 },
            { 1, 1, 17, 1 },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void EveryLayoutOfUnitsIsCounted(int samples, int outer, int units, int inner)
    {
        var random = new Random(samples * 1000 + units);
        var z = new float[samples * outer * units * inner];
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = random.Next(20) switch { 0 => float.NaN, 1 => float.PositiveInfinity, 2 => 0, _ => (float)(random.NextDouble() * 4 - 3) };
        }

        var a = Array.ConvertAll(z, v => float.IsNaN(v) ? v : Math.Max(0, v));
        var statistics = new UnitStatistics(units, ProbeDetail.Full, outer * inner > 1);
        UnitObserver.Observe<float>(z, a, samples, outer, inner, statistics);

        // Counts alone are the same counts.
        var counts = new UnitStatistics(units, ProbeDetail.Counts, outer * inner > 1);
        UnitObserver.Observe<float>(z, a, samples, outer, inner, counts);
        counts.Fired.ShouldBe(statistics.Fired);
        counts.FiredPositions.ShouldBe(statistics.FiredPositions);
        counts.FiredEverywhere.ShouldBe(statistics.FiredEverywhere);
        counts.Minimum.ShouldBeEmpty();
        statistics.Samples.ShouldBe(samples);
        statistics.Values.ShouldBe(samples * outer * inner);
        for (var u = 0; u < units; u++)
        {
            var bySample = Enumerable
                .Range(0, samples)
                .Select(s =>
                    Enumerable.Range(0, outer).SelectMany(o => Enumerable.Range(0, inner).Select(i => z[((s * outer + o) * units + u) * inner + i])).ToArray()
                )
                .ToArray();
            var all = bySample.SelectMany(v => v).ToArray();
            var finite = all.Where(float.IsFinite).Select(v => (double)v).ToArray();
            statistics.Fired[u].ShouldBe(bySample.Count(s => s.Any(v => v > 0)));
            statistics.FiredPositions[u].ShouldBe(all.Count(v => v > 0));
            statistics.FiredEverywhere[u].ShouldBe(bySample.Count(s => s.All(v => v > 0)));
            statistics.NonFinite[u].ShouldBe(all.Count(v => !float.IsFinite(v)));
            statistics.Maximum[u].ShouldBe(all.Where(v => !float.IsNaN(v)).Select(v => (double)v).DefaultIfEmpty(double.NegativeInfinity).Max());
            statistics.Minimum[u].ShouldBe(all.Where(v => !float.IsNaN(v)).Select(v => (double)v).DefaultIfEmpty(double.PositiveInfinity).Min());
            statistics.Sum[u].ShouldBe(finite.Sum(), 1e-4 * (1 + finite.Sum(Math.Abs)));
            statistics.SumOfSquares[u].ShouldBe(finite.Sum(v => v * v), 1e-4 * (1 + finite.Sum(v => v * v)));
            statistics.ActivationAbsoluteSum[u].ShouldBe(finite.Sum(v => Math.Max(0, v)), 1e-4 * (1 + finite.Sum(Math.Abs)));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void SumsHaveTheSameBitsOnEveryWidth(int samples, int outer, int units, int inner)
    {
        Same<float>(samples, outer, units, inner);
        Same<double>(samples, outer, units, inner);
    }

    private static void Same<T>(int samples, int outer, int units, int inner) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(samples * 1000 + inner);
        var z = Enumerable.Range(0, samples * outer * units * inner)
            .Select(_ => random.Next(30) == 0 ? T.NaN : T.CreateTruncating(random.NextDouble() * 4 - 3)).ToArray();
        var a = Array.ConvertAll(z, v => T.IsNaN(v) ? v : T.Max(T.Zero, v));
        var seen = new[] { 128, 256, 512 }.Where(w => w <= LaneWidth.Choose(null)).Select(bits =>
        {
            var statistics = new UnitStatistics(units, ProbeDetail.Full, outer * inner > 1);
            UnitObserver.Observe<T>(z, a, samples, outer, inner, statistics, bits);
            return statistics;
        }).ToArray();
        foreach (var other in seen[1..])
        {
            other.Sum.ShouldBe(seen[0].Sum);
            other.SumOfSquares.ShouldBe(seen[0].SumOfSquares);
            other.ActivationSum.ShouldBe(seen[0].ActivationSum);
            other.ActivationSumOfSquares.ShouldBe(seen[0].ActivationSumOfSquares);
            other.ActivationAbsoluteSum.ShouldBe(seen[0].ActivationAbsoluteSum);
            other.NonFinite.ShouldBe(seen[0].NonFinite);
        }
    }

    [Fact]
    public void ALengthThatDoesNotFitIsRefused()
    {
        var error = Should.Throw<ArgumentException>(() => UnitObserver.Observe<float>(new float[10], new float[10], 3, 1, 1, new UnitStatistics(4)));
        error.Message.ShouldContain("12 values");
    }
}
