using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Verdicts;

/// <summary>Splitting gives the verdicts of exact enumeration.</summary>
public class SplitSearchTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void VerdictsAreThoseOfTheCells(int seed)
    {
        var random = new Random(seed);
        int[] widths = [2, .. Enumerable.Range(0, 3 + (seed % 3)).Select(_ => random.Next(4, 8)), 1];
        var flat = Nets.Random(random, widths, 1.0 / 1024, 1);
        var model = PiecewiseLinearModel.Of(Nets.Model(Spread(flat)));
        UnitQuestion[] questions =
        [
            .. model.Layers.Where(l => l.Cuts > 0).SelectMany(l => Enumerable.Range(0, l.Units).SelectMany(u => new UnitQuestion[]
            {
                new(l.Index, [u], UnitClaim.Dead), new(l.Index, [u], UnitClaim.AlwaysOn),
            })),
        ];

        var answers = UnitProofs.Of(model, s_box, questions, new ProofOptions { Threads = 1, Budget = TimeSpan.FromSeconds(20) });

        answers.Count(a => a.Method == ProofMethod.Pieces).ShouldBe(0);
        foreach (var (question, answer) in questions.Zip(answers))
        {
            var (least, most) = new ExactCells(flat[..(question.Layer + 1)], -1, 1).Extremes(question.Elements[0]);
            var excess = question.Claim == UnitClaim.Dead ? most : -least;
            var expected = excess > 1e-6 ? ProofVerdict.Refuted : excess < -Tolerance ? ProofVerdict.Proven : answer.Verdict;
            answer.Verdict.ShouldBe(expected, $"seed {seed}, layer {question.Layer}, unit {question.Elements[0]}, {question.Claim}, excess {excess}");
            answer.Verdict.ShouldNotBe(excess > 0 ? ProofVerdict.Proven : ProofVerdict.Refuted, $"seed {seed}, excess {excess}");
        }
    }

    [Fact]
    public void WhatIsOpenIsToldWithABound()
    {
        // A budget that ends at once leaves bounds that hold, and the more parts are looked at, the better they are.
        var random = new Random(3);
        var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(random, [5, 20, 20, 20, 1], 1.0 / 1024, 1)));
        UnitQuestion[] questions = [.. Enumerable.Range(0, 20).Select(u => new UnitQuestion(2, [u], UnitClaim.Dead))];
        var (probe, box) = (new PointProbe(model), new InputBox(5, -1, 1));
        var whole = UnitProofs.Bounds(model, box);

        var answers = UnitProofs.Of(model, box, questions, new ProofOptions
        {
            Threads = 1,
            Budget = TimeSpan.FromSeconds(0.3),
            Confirm = (_, _) => false,
        });

        for (var s = 0; s < 2000; s++)
        {
            probe.Run([.. Enumerable.Range(0, 5).Select(_ => (2 * random.NextDouble()) - 1)], 2);
            answers.Index().ShouldAllBe(a => probe.Sums(2)[a.Index] <= a.Item.Excess + Tolerance);
        }

        answers.Index().ShouldAllBe(a => a.Item.Excess <= whole[2].High[a.Index] + Tolerance);
    }

    private static readonly InputBox s_box = new([-0.5, -1, -1, -0.25], [0.5, 1, 1, 0.25]);

    // Four inputs instead of two, the first of which is a sum of two of them and the second a sum of all but those: the same sums over the box, which is
    // cut into pieces for two inputs, but split for four.
    private static DenseLayer[] Spread(DenseLayer[] flat) =>
        [flat[0] with { Weights = [.. flat[0].Weights.Select(w => new[] { w[0], 0.75 * w[1], 0.5 * w[0], w[1] })] }, .. flat[1..]];
}
