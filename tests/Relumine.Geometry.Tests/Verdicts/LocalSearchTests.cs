using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Verdicts;

/// <summary>Climbs end higher than they began, inside the box, and at exact maxima where there is one hill.</summary>
public class LocalSearchTests
{
    [Fact]
    public void AWitnessOnARidgeIsFound()
    {
        // 1 − |x0 + x1| − |x0 − 3·x1 − 1| is largest on the crease of both, at (1/4, −1/4): a gradient leads across the creases.
        DenseLayer[] layers =
        [
            new([[1, 1], [-1, -1], [1, -3], [-1, 3]], [0, 0, -1, 1]), new([[-1, -1, -1, -1]], [0]), new([[1]], [0]),
        ];
        var (box, random) = (new InputBox([-1, -2], [3, 2]), new Random(4));
        for (var seed = 0; seed < 20; seed++)
        {
            double[] start = [(4 * random.NextDouble()) - 1, (4 * random.NextDouble()) - 2];
            Climb(layers, 0.01, box, start, seed).ShouldNotBeNull($"seed {seed}").ShouldSatisfyAllConditions(
                x => x[0].ShouldBe(0.25, 0.01), x => x[1].ShouldBe(-0.25, 0.01));
            Climb(layers, -0.001, box, start, seed).ShouldBeNull($"seed {seed}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WitnessesLieInTheBoxAndOnlyThereWhereASumIsBeyondItsKnot(int seed)
    {
        var random = new Random(seed);
        var (box, found) = (new InputBox([-1, -1], [1, 1]), 0);
        for (var round = 0; round < 20; round++)
        {
            var layers = Nets.Random(random, [2, 6, 6, 1], 1.0 / 1024);
            var most = new ExactCells(layers[..2], -1, 1).Extremes(0).Most;
            for (var s = 0; s < 10; s++)
            {
                double[] start = [(2 * random.NextDouble()) - 1, (2 * random.NextDouble()) - 1];
                var witness = Climb(layers, 0, box, start, s);
                if (witness is not null)
                {
                    found++;
                    most.ShouldBeGreaterThan(0, $"seed {seed}, round {round}");
                    box.Contains(witness).ShouldBeTrue($"seed {seed}, round {round}");
                }
            }
        }

        found.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void WhereABoxHasTooManyInputsToBeSplitClimbsFromRandomPointsRefuteMore()
    {
        // Units that fire only near the top of the highest hill that some climbs find.
        var (random, box, missed, refuted) = (new Random(8), new InputBox(20, -1, 1), 0, 0);
        for (var round = 0; round < 20; round++)
        {
            var layers = Nets.Random(random, [20, 24, 1, 1], 1.0 / 1024, 1);
            var top = 0.0;
            for (var s = 0; s < 30; s++)
            {
                double[] start = [.. Enumerable.Range(0, 20).Select(_ => (2 * random.NextDouble()) - 1)];
                Climb(layers, 0, box, start, s, (value, _) => top = Math.Max(top, value));
            }

            DenseLayer[] lowered = [layers[0], layers[1] with { Biases = [layers[1].Biases[0] - (0.999 * top)] }, layers[2]];
            var model = PiecewiseLinearModel.Of(Nets.Model(lowered));
            var first = new WitnessSearch(model, box, [], 16).Find(1, 0, 1, 0, [], _ => true, () => false);

            var answer = UnitProofs.Of(model, box, [new(1, [0], UnitClaim.Dead)], new ProofOptions { Threads = 1 }).Single();

            missed += first is null ? 1 : 0;
            refuted += answer.Verdict == ProofVerdict.Refuted ? 1 : 0;
            answer.Verdict.ShouldNotBe(ProofVerdict.Proven, $"round {round}");
        }

        refuted.ShouldBeGreaterThan(20 - missed);
    }

    // The second layer's first unit, its bias moved.
    private static double[]? Climb(DenseLayer[] layers, double bias, InputBox box, double[] start, int seed, Action<double, double[]>? refuse = null)
    {
        DenseLayer[] moved = [layers[0], layers[1] with { Biases = [layers[1].Biases[0] + bias, .. layers[1].Biases[1..]] }, .. layers[2..]];
        var model = PiecewiseLinearModel.Of(Nets.Model(moved));
        var unit = new UnitCase(model, box, new UnitQuestion(1, [0], UnitClaim.Dead), new ProofOptions(), new Lock());
        var target = new SplitTarget(unit, 0, 0);
        return new LocalSearch(model, box).Climb(start, target, seed, x =>
        {
            var probe = new PointProbe(model);
            probe.Run(x, 1);
            refuse?.Invoke(probe.Sums(1)[0], x);
            return refuse is null && probe.Sums(1)[0] > 0;
        });
    }
}
