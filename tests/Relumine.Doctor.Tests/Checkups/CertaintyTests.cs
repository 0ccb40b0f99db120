using Relumine.Data.Tests;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Tests.Borders;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>What is said without an experiment, and what is not said although the score is high.</summary>
public sealed class CertaintyTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("side", "softmaxCrossEntropy", 2)]
    [InlineData("size", "meanSquaredError", 1)]
    public void WhereThereIsNothingToLearnNothingIsTried(string target, string loss, int outputs)
    {
        File.WriteAllText(
            Path.Combine(_scratch.Folder, "same.csv"),
            "x,side,size\n" + string.Concat(Enumerable.Range(0, 80).Select(i => FormattableString.Invariant($"{Math.Sin(i):0.000},1,2.5\n"))));
        var kind = loss == "meanSquaredError" ? "target" : "label";
        var ignored = target == "side" ? "size" : "side";
        var recipe = Recipe.Parse(
            $$"""
            { "data": { "csv": { "path": "same.csv", "{{kind}}": "{{target}}", "drop": ["{{ignored}}"] } },
              "model": [{ "dense": 8 }, "relu", { "dense": {{outputs}} }], "loss": "{{loss}}", "optimizer": { "sgd": { "lr": 0.01 } }, "epochs": 20 }
            """,
            _scratch.Folder);

        var result = Checkup.Run(recipe);

        result.Findings.ShouldContain(f => f.Id == "nothing-to-learn" && f.Severity == Severity.Critical && f.Certain);
        result.Experiments.ShouldBeEmpty();
        result.Treatment.ShouldBeEmpty();
        result.Verdict.ShouldBe(Verdict.NotCured);
        result.Cost.ShouldBe(1);
        CheckupWording.Headline(result).ShouldBe("Sick: nothing to learn.");
        result.Story.ShouldContain("No experiment is needed to know that");
    }

    [Fact]
    public void AHeadThatIsConstantIsSaidToBeTheCauseWithoutProof()
    {
        var result = Checkup.Run(Recipe.Parse("""
            { "data": { "circles": { "samples": 200 } }, "model": [{ "dense": 16 }, "relu", { "dense": 1 }, { "softmax": {} }],
              "loss": "meanSquaredError", "optimizer": { "adam": { "lr": 0.01 } }, "epochs": 10 }
            """));

        result.Causes[0].Cause.ShouldBe("output-activation", result.Story);
        result.Story.ShouldContain("No experiment is needed to know that");
    }

    [Theory]
    [InlineData("relu", "softmaxCrossEntropy", 4, true)]
    [InlineData("tanh", "softmaxCrossEntropy", 4, true)]
    [InlineData("sigmoid", "binaryCrossEntropy", 1, true)]
    [InlineData("relu", "binaryCrossEntropy", 1, true)]
    [InlineData("leakyRelu", "softmaxCrossEntropy", 4, false)]
    [InlineData("relu", "meanSquaredError", 4, false)]
    public void AnOutputWithAnEdgeInFrontOfALossThatTakesLogitsIsCertainWithoutAnExperiment(string head, string loss, int outputs, bool isCertain)
    {
        var recipe = Sample.Recipe($$"""[ { "dense": 8 }, "relu", { "dense": {{outputs}} }, "{{head}}" ]""", loss: loss);
        var run = Sample.Run with { Blueprint = Blueprint.Of(recipe, new(2), 100) };

        var proposed = new OutputActivation().Propose(new CauseContext(recipe, run, Thresholds.Default)).ShouldHaveSingleItem();

        proposed.IsProven.ShouldBe(isCertain);
        (proposed.Evidence >= Thresholds.Default.Evidence.Certain).ShouldBe(isCertain);
    }

    [Fact]
    public void AReluOnTheLogitsIsRemovedFirstThoughAHigherRateHelpsMore()
    {
        var result = Checkup.Run(Recipe.Parse("""
            { "data": { "blobs": { "samples": 600, "classes": 3, "features": 8, "seed": 5 } }, "validation": 0.3,
              "model": [{ "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 3 }, "relu"],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.00003 } }, "batch": 64, "epochs": 20, "seed": 4 }
            """));

        result.Causes[0].Cause.ShouldBe("output-activation", result.Story);
        result.Causes.Select(c => c.Cause).ShouldContain("learning-rate-too-low", result.Story);
    }

    [Theory]
    [InlineData(0.9, 2.3, false)]
    [InlineData(0.9, 2.2, true)]
    [InlineData(0.28, 25, false)]
    public void AccuracyWithoutALowerLossIsNoKnowledge(double accuracy, double loss, bool knows)
    {
        var metrics = new Metrics(accuracy, loss, 0.1, 2.3, 1000) { Skill = (accuracy - 0.1) / 0.9 };
        var run = Sample.Run with { Score = accuracy, Loss = loss, Training = metrics, Labels = new LabelProfile([100, 900], []) };
        var diagnosis = Diagnosis.Of(run, Thresholds.Default);

        diagnosis.BeatsConstant.ShouldBe(knows);
        diagnosis.KnowsSomething.ShouldBe(knows);
        diagnosis.DoesWell.ShouldBe(knows && run.Skill >= Thresholds.Default.Training.GoodSkill);
    }

    [Fact]
    public void ExperimentsBeginAsTheUntreatedRunDidToTheSameBits()
    {
        var recipe = Sample.Recipe("""[ { "dense": 8 }, "relu", { "dense": 10 } ]""") with { Validation = 0.25 };
        var bench = new RunBench(1, Thresholds.Default);
        bench.Run(recipe, long.MaxValue, null, CancellationToken.None);

        var shared = bench.Run(recipe.WithRate(0.03), long.MaxValue, null, CancellationToken.None).History;
        var fresh = new RunBench(1, Thresholds.Default).Run(recipe.WithRate(0.03), long.MaxValue, null, CancellationToken.None).History;

        shared.StartLoss.ShouldBe(fresh.StartLoss);
        shared.Loss.ShouldBe(fresh.Loss);
        shared.Score.ShouldBe(fresh.Score);
        shared.Curve.ShouldBe(fresh.Curve);
    }

    [Fact]
    public void WhatIsLeftAfterTheFirstCauseIsTestedToo()
    {
        // A sigmoid in front of targets from 0 to 10, and a rate far too low.
        File.WriteAllText(
            Path.Combine(_scratch.Folder, "line.csv"),
            "x,y,z\n" + string.Concat(Enumerable.Range(0, 400).Select(i =>
                FormattableString.Invariant($"{Math.Sin(i):0.0000},{Math.Cos(3 * i):0.0000},{5 + (2 * Math.Sin(i)) + (2 * Math.Cos(3 * i)):0.0000}\n"))));
        var result = Checkup.Run(
            Recipe.Parse(
                """
                { "data": { "csv": { "path": "line.csv", "target": "z" } }, "model": [{ "dense": 32 }, "relu", { "dense": 1 }, "sigmoid"],
                  "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.00001 } }, "epochs": 40 }
                """,
                _scratch.Folder));

        result.Causes.Select(c => c.Cause).ShouldContain("output-activation", result.Story);
        result.Treated!.Score.ShouldBeGreaterThan(0.9, result.Story);
    }
}
