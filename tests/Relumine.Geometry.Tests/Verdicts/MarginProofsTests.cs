using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Verdicts;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Verdicts;

/// <summary>Claims around samples, against closed forms and against the box proofs of the same balls.</summary>
public class MarginProofsTests
{
    [Fact]
    public void OfAFirstLayerTheClosedFormDecides()
    {
        // z = x0 − 2·x1 − 0.5 is −0.5 at the sample and grows by 3·ε: dead up to ε = 1/6.
        var model = PiecewiseLinearModel.Of(Nets.Model([new DenseLayer([[1, -2]], [-0.5]), new DenseLayer([[1]], [0])]));

        var proven = MarginProofs.Of(model, [[0, 0]], [new(0, [0], UnitClaim.Dead)], [0, 0.1, 0.16, 0.17]);

        proven.Select(p => p[0]).ShouldBe([true, true, true, false]);
    }

    [Fact]
    public void WhatIsProvenAroundASampleFiresNowhereInItsBall()
    {
        var random = new Random(3);
        var (all, open) = (0, 0);
        for (var round = 0; round < 20; round++)
        {
            var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(random, [3, 8, 8, 8, 1], 1.0 / 1024)));
            var sample = Enumerable.Range(0, 3).Select(_ => random.NextDouble() - 0.5).ToArray();
            UnitQuestion[] questions = [.. model.Layers.Where(l => l.Cuts > 0).SelectMany(l => Enumerable.Range(0, l.Units).Select(u => new UnitQuestion(l.Index, [u], UnitClaim.Dead)))];
            double[] distances = [0.01, 0.05, 0.2];
            var proven = MarginProofs.Of(model, [sample], questions, distances);
            for (var d = 0; d < distances.Length; d++)
            {
                var box = new InputBox([.. sample.Select(x => x - distances[d])], [.. sample.Select(x => x + distances[d])]);
                var answers = UnitProofs.Of(model, box, questions, new ProofOptions { Threads = 1, Budget = TimeSpan.FromSeconds(5) });
                for (var q = 0; q < questions.Length; q++)
                {
                    (proven[d][q] && answers[q].Verdict == ProofVerdict.Refuted).ShouldBeFalse($"round {round}, distance {distances[d]}, question {q}");
                    (d > 0 && proven[d][q] && !proven[d - 1][q]).ShouldBeFalse("a larger ball cannot be proven where a smaller one is not");
                    all += answers[q].Verdict == ProofVerdict.Proven ? 1 : 0;
                    open += answers[q].Verdict == ProofVerdict.Proven && !proven[d][q] ? 1 : 0;
                }
            }
        }

        // Relaxation is not exact, but it must not give most away.
        (open / (double)all).ShouldBeLessThan(0.2);
    }
}
