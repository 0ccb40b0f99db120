using Relumine.Data.Transforms;
using Shouldly;

namespace Relumine.Data.Tests.Transforms;

public class RobustRangeTests
{
    [Fact]
    public void SaysWhatSortingSays()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(4) switch
            {
                0 => 0.0,
                1 => random.Next(5),
                2 => random.NextDouble() - 0.5,
                _ => seed % 10 == 0 && random.Next(4) == 0 ? double.NaN : 1e6 * random.NextDouble(),
            }).ToArray();
            var median = Middle(values);
            var distances = values.Select(v => Math.Abs(v - median)).ToArray();
            var others = distances.Where(d => d > 0).ToArray();
            var range = RobustRange.Of(values);
            var mostlyEqual = Middle(distances) <= 1e-9 * Math.Abs(median);
            range.Median.ShouldBe(median, $"seed {seed}");
            range.MostlyEqual.ShouldBe(mostlyEqual, $"seed {seed}");
            range.Deviation.ShouldBe(1.4826 * Middle(mostlyEqual && others.Length > 0 ? others : distances), $"seed {seed}");
        }
    }

    private static double Middle(double[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
