using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Verdicts;

/// <summary>Many sums at once are bounded as one by one.</summary>
public class BackwardRowsTests
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyReLU")]
    [InlineData("ReLU6")]
    [InlineData("HardTanh")]
    public void ManySumsAtOnceAreBoundedAsOneByOne(string activation)
    {
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(random, [3, 20, 18, 9, 2], 1.0 / 1024), activation));
            var box = new InputBox([-1, 0, -0.5], [0.25, 2, 0.5]);
            var (bounds, lines, intervals) = (new BoxBounds(model), new RelaxedLines(model), new IntervalBounds(model, box));
            for (var l = 0; l < model.Layers.Count; l++)
            {
                intervals.Run(l, bounds);
                lines.Fill(l, bounds);
            }

            var (one, many) = (new BackwardBounds(model, intervals.Sizes), new BackwardRows(model, intervals.Sizes));
            var asked = Enumerable.Range(0, 9).SelectMany(u => new[] { (u, 1.0), (u, -1.0) }).ToArray();
            var (upper, best, seen) = (new double[asked.Length], new double[asked.Length], new int[asked.Length]);

            many.Upper(2, asked, lines, box.Lows, box.Highs, upper);
            many.Optimized(2, asked, lines, box.Lows, box.Highs, 8, Enumerable.Repeat(-1e9, asked.Length).ToArray(), best, (_, i) => seen[i]++);

            for (var i = 0; i < asked.Length; i++)
            {
                var expected = one.Upper(2, asked[i].Item1, asked[i].Item2, lines, box.Lows, box.Highs);
                upper[i].ShouldBe(expected, 1e-9 * (1 + Math.Abs(expected)), $"round {round}, sum {i}");
                best[i].ShouldBeLessThanOrEqualTo(upper[i] + (1e-9 * (1 + Math.Abs(expected))));
            }

            seen.ShouldAllBe(s => s == 1);
            var probe = new PointProbe(model);
            for (var s = 0; s < 200; s++)
            {
                probe.Run([.. box.Low.Select((low, i) => low + ((box.High[i] - low) * (s < 8 ? (s >> i) & 1 : random.NextDouble())))], 2);
                asked.Index().ShouldAllBe(a => a.Item.Item2 * probe.Sums(2)[a.Item.Item1] <= best[a.Index]);
            }
        }
    }
}
