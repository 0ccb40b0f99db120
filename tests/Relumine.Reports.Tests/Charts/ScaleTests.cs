using Relumine.Reports.Charts;

namespace Relumine.Reports.Tests.Charts;

public class ScaleTests
{
    [Theory]
    [InlineData(-5, 5, new[] { -4.0, -2, 0, 2, 4 })]
    [InlineData(0, 1, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(3, 3, new[] { 2.6, 2.8, 3, 3.2, 3.4 })]
    public void TicksAreRoundNumbers(double low, double high, double[] ticks) =>
        Scale.Linear(low, high, 0, 100).Ticks.Select(t => Math.Round(t, 12)).ShouldBe(ticks);

    [Fact]
    public void EndsLieAtTheEnds()
    {
        var scale = Scale.Linear(-5, 5, 10, 110);

        (scale.At(-5), scale.At(0), scale.At(5)).ShouldBe((10, 60, 110));
        var powers = Scale.Logarithmic(0.02, 300, 0, 100);
        powers.Ticks.Select(Scale.Label).ShouldBe(["0.01", "0.1", "1", "10", "100", "1000"]);
        powers.At(1).ShouldBe(40, 1e-9);
        Scale.Logarithmic(1e-30, 1e30, 0, 1).Ticks.Count.ShouldBeLessThan(9);
    }

    [Fact]
    public void FiringRatesFallIntoTheirClass()
    {
        double[] rates = [0, 1e-9, 0.0099, 0.01, 0.05, 0.4999, 0.5, 0.9999, 1];

        rates.Select(r => FiringRates.Names[FiringRates.Class(r)]).ShouldBe(["never", "< 1 %", "< 1 %", "1–2", "5–10", "20–50", "≥ 50", "≥ 50", "all"]);
    }
}
