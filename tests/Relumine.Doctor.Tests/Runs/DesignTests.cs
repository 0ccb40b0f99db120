using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>Whole runs that are planned wrongly, each with a twin that is not: on both ways of looking at a run, a training's and a checkup's.</summary>
public class DesignTests
{
    private const string Sgd = """{ "sgd": { "lr": 0.1 } }""";

    [Theory]
    [InlineData(
        "no-activation",
        """[ { "dense": 32 }, { "dense": 32 }, { "dense": 3 } ]""",
        """[ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 3 } ]"""
    )]
    [InlineData(
        "constant-output",
        """[ { "dense": 16 }, "relu", { "dense": 1 }, "softmax", { "dense": 3 } ]""",
        """[ { "dense": 16 }, "relu", { "dense": 2 }, "softmax", { "dense": 3 } ]"""
    )]
    [InlineData("targets-out-of-reach", """[ { "dense": 16 }, "relu", { "dense": 3 }, "tanh" ]""", """[ { "dense": 16 }, "relu", { "dense": 3 } ]""")]
    [InlineData(
        "strong-dropout",
        """[ { "dense": 16 }, "relu", { "dense": 3 }, { "dropout": 0.5 } ]""",
        """[ { "dense": 16 }, "relu", { "dropout": 0.2 }, { "dense": 3 } ]"""
    )]
    [InlineData("selu-conditions", """[ { "dense": 16 }, "selu", { "dense": 3 } ]""", """[ { "dense": 16, "init": "lecunNormal" }, "selu", { "dense": 3 } ]""")]
    public void ALayerThatIsWrong(string id, string sick, string healthy)
    {
        Found(id, """{ "spiral": { "samples": 300 } }""", sick).ShouldBeTrue();
        Found(id, """{ "spiral": { "samples": 300 } }""", healthy).ShouldBeFalse();
    }

    [Fact]
    public void StatisticsThatHaveNotArrivedAreAnotherNetwork()
    {
        // Far off center, so that statistics of 0 and 1 are wrong.
        const string Data = """{ "blobs": { "samples": 300, "shift": 5 } }""";
        Found("unsettled-statistics", Data, """[ { "dense": 32 }, { "batchNormalization": { "momentum": 0.9999 } }, "relu", { "dense": 10 } ]""")
            .ShouldBeTrue();
        Found("unsettled-statistics", Data, """[ { "dense": 32 }, { "batchNormalization": { "momentum": 0.9 } }, "relu", { "dense": 10 } ]""").ShouldBeFalse();
    }

    [Fact]
    public void ABatchOfOneIsNotNormalized()
    {
        const string Model = """[ { "dense": 8 }, { "batchNormalization": {} }, "relu", { "dense": 3 } ]""";
        Found("small-batches", """{ "spiral": { "samples": 60 } }""", Model, ", \"batch\": 1").ShouldBeTrue();
        Found("small-batches", """{ "spiral": { "samples": 60 } }""", Model, ", \"batch\": 16").ShouldBeFalse();
    }

    [Fact]
    public void AnEndlessWarmUpLeavesWeightsWhereTheyWere()
    {
        const string Model = """[ { "dense": 16 }, "relu", { "dense": 3 } ]""";
        Found("weights-hardly-move", """{ "spiral": { "samples": 300 } }""", Model, optimizer: """{ "sgd": { "lr": 1e-7 } }""").ShouldBeTrue();
        Found("weights-hardly-move", """{ "spiral": { "samples": 300 } }""", Model).ShouldBeFalse();
    }

    [Fact]
    public void OneBatchOfAllSamplesMakesFewSteps()
    {
        const string Model = """[ { "dense": 16 }, "relu", { "dense": 10 } ]""";
        Found("too-few-steps", """{ "blobs": { "samples": 300 } }""", Model, ", \"batch\": 300").ShouldBeTrue();
        Found("too-few-steps", """{ "blobs": { "samples": 300 } }""", Model).ShouldBeFalse();
    }

    [Fact]
    public void TargetsBelowZeroAreOutOfReachOfAReluWhateverTheWeights()
    {
        const string Data = """{ "abs": { "samples": 100 }, "standardiseTargets": true }""";
        var recipe = Parse(Data, """[ { "dense": 8 }, "relu", { "dense": 1 }, "relu" ]""", ", \"loss\": \"meanSquaredError\", \"epochs\": 1", Sgd);
        using var run = TrainingRun.Prepare(recipe);
        run.Finish();

        var finding = TrainingFindings.Of(run).Single(f => f.Id == "targets-out-of-reach");

        finding.Certain.ShouldBeTrue();
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Evidence["beyond"].ShouldBe(run.Data.Training.Values!.Values<float>().ToArray().Count(y => y < 0));
        finding.Evidence["lost"].ShouldBeInRange(0.1, 0.9);
    }

    [Fact]
    public void WhatIsLearnedByHeartDoesNotHold()
    {
        const string Model = """[ { "dense": 128 }, "relu", { "dense": 128 }, "relu", { "dense": 10 } ]""";
        const string Adam = """{ "adam": { "lr": 0.003 } }""";
        var gap = Run(Parse("""{ "spiral": { "samples": 120 }, "validation": 0.75 }""", Model, ", \"epochs\": 60", Adam));
        var none = Run(Parse("""{ "blobs": { "samples": 800 }, "validation": 0.5 }""", Model, "", Adam));

        gap.Findings.Single(f => f.Id == "overfitting").Severity.ShouldNotBe(Severity.Critical);
        gap.History.Validation!.Score.ShouldBeLessThan(gap.History.Training!.Score - 0.1);
        none.Findings.ShouldNotContain(f => f.Id == "overfitting");
    }

    private static bool Found(string id, string data, string model, string more = "", string optimizer = Sgd)
    {
        var recipe = Parse(data, model, more, optimizer);
        using var run = TrainingRun.Prepare(recipe);
        run.Finish();
        var trained = TrainingFindings.Of(run).Any(f => f.Id == id);
        Run(recipe).Findings.Any(f => f.Id == id).ShouldBe(trained, "a checkup sees what a training sees");
        return trained;
    }

    private static (CaseHistory History, IReadOnlyList<Finding> Findings) Run(Recipe recipe)
    {
        var (history, _) = new RunBench(1, Thresholds.Default).Run(recipe, long.MaxValue, null, default);
        return (history, FindingCatalogue.Examine(FindingContext.Of(history, Thresholds.Default)));
    }

    private static Recipe Parse(string data, string model, string more, string optimizer) =>
        Recipe.Parse(
            $$"""{ "data": {{data}}, "model": {{model}}, "optimizer": {{optimizer}}{{more}}{{(more.Contains("loss") ? "" : ", \"loss\": \"softmaxCrossEntropy\"")}}{{(more.Contains("epochs") ? "" : ", \"epochs\": 15")}} }"""
        );
}
