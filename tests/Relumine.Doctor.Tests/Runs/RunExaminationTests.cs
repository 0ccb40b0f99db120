using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Training;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Shouldly;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>What a trainer has seen of its layers already need not be looked at again.</summary>
public class RunExaminationTests
{
    [Theory]
    [InlineData("""[ { "dense": 24 }, "relu", { "residual": [ { "dense": 24 }, "gelu" ] }, "tanh", { "dense": 10 } ]""")]
    [InlineData("""[ { "dense": 24, "init": { "bias": -1 } }, "relu", { "dropout": 0.3 }, { "maxout": { "units": 8, "pieces": 2 } }, "prelu", { "dense": 10 } ]""")]
    [InlineData("""[ { "dense": 16 }, { "batchNormalization": {} }, "relu", "crelu", { "layerNormalization": {} }, { "dense": 10 }, "softplus" ]""")]
    public void ATrainerSawWhatAModelShows(string layers)
    {
        using var run = Prepared(layers);
        var look = new RunExamination(run.Data.Training, Thresholds.Default);
        run.Trainer.Begin();
        var (seen, shown) = (look.Examine(run.Trainer), look.Examine(run.Untrained));
        seen.Select(l => (l.Name, l.Units, l.Kind, l.Axis, l.Samples, l.Dead))
            .ShouldBe(shown.Select(l => (l.Name, l.Units, l.Kind, l.Axis, l.Samples, l.Dead)));
        foreach (var (a, b) in seen.Zip(shown))
        {
            a.MeanPreActivation.ShouldBe(b.MeanPreActivation, 1e-4, a.Name);
            a.StdPreActivation.ShouldBe(b.StdPreActivation, 1e-4, a.Name);
            a.Sparsity.ShouldBe(b.Sparsity, 1e-3, a.Name);
            a.SaturatedValues.ShouldBe(b.SaturatedValues, a.Name);
        }
    }

    [Fact]
    public void SettledStatisticsNormalizeAsInTraining()
    {
        using var run = Prepared("""[ { "dense": 16 }, { "batchNormalization": { "momentum": 0.999 } }, "relu", { "dense": 10 } ]""");
        var look = new RunExamination(run.Data.Training, Thresholds.Default);
        var before = run.Trainer.Snapshot();
        run.Trainer.Begin();
        var settled = run.Trainer.WhileSettled(16, () =>
        {
            run.Trainer.Look(look.Samples.Samples);
            return look.Examine(run.Trainer);
        }, default);

        // Normalized, so mean 0 and deviation 1, although the running means have hardly moved.
        settled[0].MeanPreActivation.ShouldBe(0, 0.1);
        settled[0].StdPreActivation.ShouldBe(1, 0.1);
        foreach (var (name, values) in before.Weights)
        {
            run.Trainer.Snapshot().Weights[name].ToDoubles().ShouldBe(values.ToDoubles(), name);
        }
    }

    private static TrainingRun Prepared(string layers) => TrainingRun.Prepare(Recipe.Parse(
        $$"""{ "data": { "blobs": { "samples": 640 } }, "model": {{layers}}, "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 1 }"""));
}
