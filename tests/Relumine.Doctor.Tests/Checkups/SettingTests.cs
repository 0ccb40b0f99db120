using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>Settings that hold a network back are found out by undoing them, and its twin with a sound setting is left alone.</summary>
public sealed class SettingTests : IDisposable
{
    private const string Hidden = """[{ "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 4 }]""";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("clipping-too-tight", "\"clipNorm\": 1e-5", "\"clipNorm\": 5")]
    [InlineData("clipping-too-tight", "\"clipValue\": 1e-6", "\"clipValue\": 1")]
    [InlineData("schedule-too-low", "\"schedule\": { \"warmUp\": { \"steps\": 90000 } }", "\"schedule\": { \"warmUp\": { \"steps\": 20 } }")]
    [InlineData("epsilon-too-large", "\"optimizer\": { \"adam\": { \"lr\": 0.01, \"epsilon\": 500 } }", "\"optimizer\": { \"adam\": { \"lr\": 0.01 } }")]
    public void WhatCutsStepsShortIsUndone(string cause, string sick, string sound)
    {
        Says(Blobs(Hidden, sick)).ShouldBe((cause, Verdict.Cured));
        Says(Blobs(Hidden, sound)).ShouldBe((null, Verdict.Healthy));
    }

    [Theory]
    [InlineData(
        "dropout-too-strong",
        """[{ "dense": 32 }, "relu", { "dropout": 0.999 }, { "dense": 32 }, "relu", { "dropout": 0.999 }, { "dense": 4 }]""",
        """[{ "dense": 32 }, "relu", { "dropout": 0.1 }, { "dense": 32 }, "relu", { "dense": 4 }]""",
        32
    )]
    [InlineData(
        "batch-statistics",
        """[{ "dense": 32 }, "batchNormalization", "relu", { "dense": 4 }]""",
        """[{ "dense": 32 }, "layerNormalization", "relu", { "dense": 4 }]""",
        1
    )]
    public void WhatDisturbsTheLayersIsTakenAway(string cause, string sick, string sound, int batch)
    {
        Says(Blobs(sick, FormattableString.Invariant($"\"batch\": {batch}"))).ShouldBe((cause, Verdict.Cured));
        Says(Blobs(sound, FormattableString.Invariant($"\"batch\": {batch}"))).ShouldBe((null, Verdict.Healthy));
    }

    [Theory]
    [InlineData(0.9999, "batch-statistics", Verdict.Cured)]
    [InlineData(0.9, null, Verdict.Healthy)]
    public void StatisticsThatFollowTooSlowlyAreNoUse(double momentum, string? cause, Verdict verdict)
    {
        var model = FormattableString.Invariant(
            $$"""[{ "dense": 32 }, { "batchNormalization": { "momentum": {{momentum}} } }, "relu", { "dense": 32 }, "relu", { "dense": 4 }]""");

        Says(Blobs(model, "\"batch\": 32", shift: 5)).ShouldBe((cause, verdict));
    }

    [Fact]
    public void CurvesNeedActivations()
    {
        Says(Spiral("""[{ "dense": 48 }, { "dense": 48 }, { "dense": 3 }]""")).ShouldBe(("missing-activations", Verdict.Cured));
        Says(Spiral("""[{ "dense": 48 }, "elu", { "dense": 48 }, "elu", { "dense": 3 }]""")).Cause.ShouldBeNull();
    }

    [Fact]
    public void OneBatchOfAllSamplesMakesTooFewSteps()
    {
        var rate = """ "optimizer": { "sgd": { "lr": 0.05 } }""";
        Says(Blobs(Hidden, $"{rate}, \"batch\": 1000, \"epochs\": 6")).ShouldBe(("too-few-steps", Verdict.Cured));
        Says(Blobs(Hidden, $"{rate}, \"batch\": 32, \"epochs\": 6")).ShouldBe((null, Verdict.Healthy));
    }

    [Fact]
    public void LayersThatWereNeverTrainedAreNotToBeFrozen()
    {
        Says(Spiral("""[{ "dense": 48, "frozen": true }, "relu", { "dense": 48, "rate": 0.0001 }, "relu", { "dense": 3 }]""")).Cause.ShouldBe("layers-frozen");
        Says(Spiral("""[{ "dense": 48 }, "relu", { "dense": 48, "rate": 0.5 }, "relu", { "dense": 3 }]""")).ShouldBe((null, Verdict.Healthy));
    }

    [Theory]
    [InlineData(false, "samples-in-order")]
    [InlineData(true, null)]
    public void ASortedTableIsToBeShuffled(bool shuffle, string? cause)
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 360).Select(i => i / 120)
            .Select(c => (Angle: random.NextDouble() * 2 * Math.PI, Radius: 1 + c + (0.2 * random.NextDouble()), Class: c));
        File.WriteAllLines(
            Path.Combine(_scratch.Folder, "sorted.csv"),
            ["a,b,ring", .. rows.Select(r => FormattableString.Invariant($"{r.Radius * Math.Cos(r.Angle)},{r.Radius * Math.Sin(r.Angle)},ring {r.Class}"))]);

        Says(Recipe.Parse(
            $$"""
            { "data": { "csv": "sorted.csv", "shuffle": {{(shuffle ? "true" : "false")}} }, "model": {{Hidden.Replace("4 }", "3 }")}},
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1, "momentum": 0.9 } }, "batch": 16, "epochs": 20 }
            """,
            _scratch.Folder)).Cause.ShouldBe(cause);
    }

    [Fact]
    public void EarlyStoppingThatWaitsForTooMuchEndsTooEarly()
    {
        var slow = """ "optimizer": { "sgd": { "lr": 0.003 } }, "epochs": 60, "validation": 0.2""";
        Says(Blobs(Hidden, slow + """, "earlyStopping": { "patience": 1, "minDelta": 3 } """)).ShouldBe(("too-few-steps", Verdict.Cured));
        Says(Blobs(Hidden, slow + """, "earlyStopping": { "patience": 5 } """)).ShouldBe((null, Verdict.Healthy));
    }

    [Theory]
    [InlineData("1e-3, \"1\": 1", "class-imbalance")]
    [InlineData("1, \"1\": 2", null)]
    public void WeightsThatSilenceAClassAreUndone(string weights, string? cause) =>
        Says(Blobs(Hidden.Replace("4 }", "2 }"), $$""" "classWeights": { "0": {{weights}} } """, 2)).Cause.ShouldBe(cause);

    [Fact]
    public void FaultsThatHideEachOtherAreUndoneTogether()
    {
        // Neither a customary epsilon nor a network without decay learns anything as long as the other fault is there.
        var optimizer = """ "optimizer": { "adam": { "lr": 0.01, "epsilon": 1000, "weightDecay": 5 } }, "epochs": 16 """;
        var result = Checkup.Run(Blobs(Hidden, optimizer));

        result.Causes.Select(c => c.Cause).Order().ShouldBe(["epsilon-too-large", "weight-decay-too-strong"], ignoreOrder: false, result.Story);
        result.Verdict.ShouldBe(Verdict.Cured, result.Story);
        result.Treatment.Select(t => t.Do).ShouldContain("remove the weight decay");
        result.Treatment.Select(t => t.Do).ShouldContain("leave epsilon as it customarily is");
    }

    [Fact]
    public void AHuberLossOfTinyDeltaHasHardlyAGradient()
    {
        Says(Line(1e-6)).ShouldBe(("delta-too-small", Verdict.Cured));
        Says(Line(1)).ShouldBe((null, Verdict.Healthy));
    }

    [Fact]
    public void AnOutputThatIsAlwaysTheSameIsNamedWhateverElseIsWrong()
    {
        // A rate that is far too low beside it: no single experiment shows anything.
        const string model = """[{ "dense": 8 }, "tanh", { "dense": 1 }, "layerNormalization"]""";
        var result = Checkup.Run(Blobs(model, "\"optimizer\": { \"sgd\": { \"lr\": 1e-4 } }", 2, "binaryCrossEntropy"));

        result.Causes[0].Cause.ShouldBe("output-activation", result.Story);
    }

    private static (string? Cause, Verdict Verdict) Says(Recipe recipe)
    {
        var result = Checkup.Run(recipe);
        result.Treated?.Score.ShouldBeGreaterThan(result.Untreated.Score, result.Story);
        return (result.Causes.Count > 0 ? result.Causes[0].Cause : null, result.Verdict);
    }

    private static Recipe Blobs(string model, string setting, int classes = 4, string loss = "softmaxCrossEntropy", int shift = 0) => Recipe.Parse(
        $$"""
        { "data": { "blobs": { "classes": {{classes}}, "features": 24, "samples": 800, "seed": 11, "shift": {{shift}} } },
          "model": {{model}}, "loss": "{{loss}}",
          {{(setting.Contains("optimizer") ? "" : "\"optimizer\": { \"sgd\": { \"lr\": 0.1 } },")}}
          {{(setting.Contains("epochs") ? "" : "\"epochs\": 8,")}} {{setting}} }
        """);

    private static Recipe Spiral(string model) => Recipe.Parse(
        $$"""
        { "data": { "spiral": { "seed": 8 } }, "model": {{model}}, "loss": "softmaxCrossEntropy",
          "optimizer": { "adam": { "lr": 0.01 } }, "epochs": 40 }
        """);

    private Recipe Line(double delta)
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 400).Select(_ => (X: (2 * random.NextDouble()) - 1, Y: (2 * random.NextDouble()) - 1)).ToArray();
        File.WriteAllLines(Path.Combine(_scratch.Folder, "x.csv"), ["a,b", .. rows.Select(r => FormattableString.Invariant($"{r.X},{r.Y}"))]);
        File.WriteAllLines(Path.Combine(_scratch.Folder, "t.csv"), ["t", .. rows.Select(r => FormattableString.Invariant($"{Math.Sin(2 * r.X) + r.Y}"))]);
        return Recipe.Parse(
            FormattableString.Invariant(
                $$"""
                { "data": { "csv": { "path": "x.csv", "targets": "t.csv" } }, "model": [{ "dense": 24 }, "relu", { "dense": 1 }],
                  "loss": { "huber": {{delta}} }, "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 40 }
                """),
            _scratch.Folder);
    }
}
