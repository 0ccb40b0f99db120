using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Training;

/// <summary>The area under the ROC curve against its definition, pair by pair.</summary>
public class RankingTests
{
    [Fact]
    public void AnExample()
    {
        // Of the four pairs three are in order.
        Ranking.Of(4, [0.1f, 0.4f, 0.35f, 0.8f], Targets.OfLabels([0, 0, 1, 1])).ShouldBe(0.75);
        Ranking.Of(4, [1, 1, 1, 1], Targets.OfLabels([0, 1, 0, 1])).ShouldBe(0.5);
        Ranking.Of(3, [-1, float.PositiveInfinity, 0], Targets.OfLabels([0, 1, 0])).ShouldBe(1);
    }

    [Fact]
    public void ItIsTheShareOfPairsInOrderWithTiesCountedHalf()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            // Few values, so that there are many ties.
            var random = new Random(seed);
            var scores = Enumerable.Range(0, 60).Select(_ => (float)random.Next(-3, seed < 25 ? 4 : 1000)).ToArray();
            var labels = Enumerable.Range(0, 60).Select(i => i == 0 ? 1 : random.Next(10) < 2 ? 1 : 0).ToArray();
            Ranking.Of(60, scores, Targets.OfLabels(labels)).ShouldBe(Pairs(scores, [.. labels.Select(l => l == 1)]), $"seed {seed}");
        }
    }

    [Fact]
    public void TwoOutputsAreRankedByTheirDifferenceAndMoreByTheirProbability()
    {
        Ranking.Of(3, [0, 1, 5, 7, 9, 8], Targets.OfLabels([0, 1, 0])).ShouldBe(1);
        var random = new Random(5);
        var outputs = Enumerable.Range(0, 200).Select(_ => (float)(4 * random.NextDouble())).ToArray();
        var labels = Enumerable.Range(0, 50).Select(_ => random.Next(3)).ToArray();

        // The last class does not occur, and is no class to be told from others.
        var wanted = Enumerable.Range(0, 3).Average(c => Pairs(
            [.. Enumerable.Range(0, 50).Select(i => Math.Exp(outputs[(4 * i) + c]) / Enumerable.Range(0, 4).Sum(j => Math.Exp(outputs[(4 * i) + j])))],
            [.. labels.Select(l => l == c)]));
        Ranking.Of(50, outputs, Targets.OfLabels(labels))!.Value.ShouldBe(wanted, 1e-12);
    }

    [Fact]
    public void CertainNetworksAreStillRanked()
    {
        // In all of them the probability of class 0 is 1 to seven digits.
        Ranking.Of(4, [30, 0, 0, 20, 0, 0, 25, 0, 0, 40, 0, 0], Targets.OfLabels([0, 1, 1, 0])).ShouldBe(1);
    }

    [Fact]
    public void SeveralLabelsAtOnceAreRankedEachAndNumbersAreNot()
    {
        Ranking.Of(2, [1, 5, 2, 3], Targets.OfValues([0, 0, 1, 1])).ShouldBe(0.5);
        Ranking.Of(2, [1, 5, 2, 3], Targets.OfValues([0, 1, 1, 1])).ShouldBe(1, "the second column has one class only");
        Ranking.Of(2, [1, 2], Targets.OfValues([0.5f, 1])).ShouldBeNull();
        Ranking.Of(2, [1, 2], Targets.OfLabels([1, 1])).ShouldBeNull();
    }

    [Fact]
    public void NaNRanksNothing()
    {
        Ranking.Of(2, [float.NaN, 1], Targets.OfLabels([0, 1]))!.Value.ShouldBe(double.NaN);
        Ranking.Of(2, [0, 1, float.NaN, 1, 2, 3], Targets.OfLabels([0, 1]))!.Value.ShouldBe(double.NaN);
    }

    [Fact]
    public void OutputsAndTargetsMustFit()
    {
        Should.Throw<ArgumentException>(() => Ranking.Of(2, [1, 2, 3], Targets.OfLabels([0, 1])));
        Should.Throw<ArgumentException>(() => Ranking.Area([1], []));
    }

    [Fact]
    public void ATrainerRanksData()
    {
        var data = Dataset.Of(new Blobs(300, seed: 1));
        using var trainer = new Trainer(
            Networks.Mlp(1, 20, 16, 10), data, null, new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Adam(0.01), Epochs = 10 });
        var before = trainer.Rank(data)!.Value;
        foreach (var _ in trainer.Steps())
        {
        }

        before.ShouldBeInRange(0.1, 0.9);
        trainer.Rank(data)!.Value.ShouldBeGreaterThan(0.99);
    }

    private static double Pairs<T>(T[] scores, bool[] belongs)
        where T : IComparable<T>
    {
        double order = 0, pairs = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < scores.Length; j++)
            {
                if (belongs[i] && !belongs[j])
                {
                    order += (scores[i].CompareTo(scores[j]) + 1) / 2.0;
                    pairs++;
                }
            }
        }

        return order / pairs;
    }
}
