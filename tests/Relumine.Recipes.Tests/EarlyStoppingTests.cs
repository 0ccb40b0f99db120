using Relumine.Data.Tests;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Errors;
using Relumine.Recipes.Runs;

namespace Relumine.Recipes.Tests;

/// <summary>Runs that end when the validation data see no improvement any more, and the best network of a run.</summary>
public class EarlyStoppingTests
{
    // Labels that features do not tell: training data are learned by heart, and the validation loss rises.
    private static string Noise(string stopping)
    {
        var random = new Random(3);
        var rows = string.Concat(Enumerable.Range(0, 120).Select(_ =>
            string.Join(",", Enumerable.Range(0, 6).Select(_ => (random.NextDouble() - 0.5).ToString("R", System.Globalization.CultureInfo.InvariantCulture)))
                + $",{random.Next(2)}\n"));
        File.WriteAllText(Path.Combine(s_scratch.Folder, "noise.csv"), rows);
        return $$"""
            { "data": { "csv": { "path": {{RecipeKeyTests.Quoted(Path.Combine(s_scratch.Folder, "noise.csv"))}} }, "validation": 0.25 },
              "model": [ { "dense": 32 }, "relu", { "dense": 1 } ], "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } },
              "batch": 16, "epochs": 60, "seed": 2{{stopping}} }
            """;
    }

    private static readonly Scratch s_scratch = new();

    [Fact]
    public void ARunEndsAfterItsPatience()
    {
        using var run = RecipeKeyTests.Ended(Noise(""", "earlyStopping": 4"""));
        run.Trainer.StoppedEarly.ShouldBeTrue();
        var history = run.Trainer.History;
        history.Count.ShouldBeLessThan(60);
        var best = history.Skip(1).MinBy(r => r.ValidationLoss)!;
        history[^1].Epoch.ShouldBe(best.Epoch + 4);
    }

    [Fact]
    public void OneThatIsResumedGivesTheSameBits()
    {
        var text = Noise(""", "earlyStopping": { "patience": 4, "minDelta": 0.0001 }, "classWeights": "balanced" """);
        using var whole = RecipeKeyTests.Ended(text);
        var checkpoint = Path.Combine(s_scratch.Folder, "checkpoint");
        using (var first = TrainingRun.Prepare(Recipe.Parse(text)))
        {
            foreach (var step in first.Steps())
            {
                if (step.Number == 17)
                {
                    break;
                }
            }

            first.WriteCheckpoint(checkpoint);
        }

        using var second = TrainingRun.Prepare(Recipe.Parse(text));
        second.ReadCheckpoint(checkpoint);
        second.Finish();
        second.Trainer.Step.ShouldBe(whole.Trainer.Step);
        second.Trainer.StoppedEarly.ShouldBeTrue();
        second.BestEpoch.ShouldBe(whole.BestEpoch);
        foreach (var (name, weight) in whole.ToBestModel()!.Weights)
        {
            weight.Bytes.SequenceEqual(second.ToBestModel()!.Weights[name].Bytes).ShouldBeTrue(name);
            whole.ToModel().Weights[name].Bytes.SequenceEqual(second.ToModel().Weights[name].Bytes).ShouldBeTrue(name);
        }

        // Going on with a run that has ended does nothing more.
        second.WriteCheckpoint(checkpoint);
        using var third = TrainingRun.Prepare(Recipe.Parse(text));
        third.ReadCheckpoint(checkpoint);
        third.Steps().ShouldBeEmpty();
    }

    [Fact]
    public void TheBestNetworkIsThatOfTheBestEpoch()
    {
        using var run = RecipeKeyTests.Ended(Noise(""", "earlyStopping": { "patience": 60, "by": "score" } """));
        var best = run.Trainer.History.MaxBy(r => r.ValidationScore)!;
        run.BestEpoch.ShouldBe(best.Epoch);
        using var trainer = new Trainer(run.ToBestModel()!, run.Data.Training, run.Data.Validation, run.Trainer.Options);
        trainer.Evaluate(run.Data.Validation!).Score.ShouldBe(best.ValidationScore!.Value);
        using var without = RecipeKeyTests.Ended(
            """{ "data": { "abs": { "samples": 50 } }, "model": [ { "dense": 1 } ], "loss": "meanSquaredError", "epochs": 2 }""");
        without.ToBestModel().ShouldBeNull();
    }

    [Fact]
    public void ImprovementsBelowTheDeltaDoNotCount()
    {
        EpochRecord[] history = [.. new[] { 9, 1, 0.95, 0.92, 0.91, 0.905 }.Select((loss, epoch) => Record(epoch, loss))];
        new EarlyStopping(3).Ends(history).ShouldBeFalse();
        new EarlyStopping(3, 0.2).Ends(history).ShouldBeTrue();
        new EarlyStopping(5, 0.2).Ends(history).ShouldBeFalse();
        new EarlyStopping(3, 0.2).Ends(history[..4]).ShouldBeFalse();
        new EarlyStopping(2).Ends([Record(0, 0), Record(1, double.NaN), Record(2, 1), Record(3, double.NaN)]).ShouldBeFalse();

        static EpochRecord Record(int epoch, double loss) => new()
        {
            Epoch = epoch,
            Step = epoch,
            LearningRate = 1,
            Loss = loss,
            ExaminedLoss = loss,
            Score = 0,
            ValidationLoss = loss,
            Layers = [],
            Parameters = [],
        };
    }

    [Fact]
    public void NumbersAreNotRanked() => Should.Throw<RelumineException>(() => TrainingRun.Prepare(Recipe.Parse("""
        { "data": { "abs": {} }, "validation": 0.2, "model": [ { "dense": 1 } ], "loss": "meanSquaredError", "earlyStopping": { "by": "auc" } }
        """))).Message.ShouldContain("$.earlyStopping.by auc ranks samples by class");
}
