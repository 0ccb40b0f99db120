using System.Globalization;
using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>What checkups judge by: data that a network has not seen, chance, and what it says of less than well.</summary>
public sealed class YardstickTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("\"validation\": 0.3, ", "learning-rate-too-low", 0.001, 1UL)]
    [InlineData("\"validation\": 0.3, ", "learning-rate-too-low", 0.001, 2UL)]
    [InlineData("", "learning-rate-too-low", 0.001, 1UL)]
    [InlineData("", "learning-rate-too-low", 0.001, 2UL)]
    [InlineData("", "learning-rate-too-high", 20, 3UL)]
    public void NothingIsCuredOfLabelsThatMeanNothing(string validation, string suspect, double rate, ulong seed)
    {
        var random = new Random((int)seed);
        Write("noise.csv", 300, _ => (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.Next(2)));

        var result = Checkup.Run(Points("noise.csv", rate, validation, 60) with { Seed = seed });

        result.Verdict.ShouldBeOneOf([Verdict.NotCured, Verdict.NoIllnessFound], $"{suspect}, seed {seed}: {result.Story}");
        result.Treatment.ShouldBeEmpty();
        result.Causes.ShouldAllBe(c => c.Cause == "unknown");
    }

    [Fact]
    public void WithDataKeptAsideTheyAreWhatCounts()
    {
        var random = new Random(5);
        Write("points.csv", 400, _ => (random.NextDouble() - 0.5, random.NextDouble() - 0.5, -1));

        var result = Checkup.Run(Points("points.csv", 0.001, "\"validation\": 0.25, ", 20));

        result.JudgedBy.ShouldBe(JudgedBy.Validation);
        result.Untreated.Validation!.Samples.ShouldBe(100);
        result.Untreated.Score.ShouldBe(result.Untreated.Validation.Score);
        result.Untreated.Training!.Samples.ShouldBe(300);
        result.Check.ShouldBeNull();
        CheckupWording.Yardstick(result).ShouldBe("Judged by the 100 samples that the recipe keeps aside.");
    }

    [Fact]
    public void WithoutACureIsCheckedOnSamplesSetAside()
    {
        var random = new Random(6);
        Write("points.csv", 400, _ => (random.NextDouble() - 0.5, random.NextDouble() - 0.5, -1));

        var result = Checkup.Run(Points("points.csv", 0.0005, "", 20));

        result.Verdict.ShouldBe(Verdict.Cured, result.Story);
        result.Check!.Samples.ShouldBe(80);
        result.Check.Holds.ShouldBeTrue();
        CheckupWording.Yardstick(result).ShouldContain("checked on 80 samples that it had not seen");
    }

    [Fact]
    public void WhatWouldBeLearnedByHeartIsEndedBefore()
    {
        // Eight numbers of which two tell the target, and as much noise as they tell: 160 samples are soon known by heart.
        var random = new Random(12);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        string Row(double[] x, double y) => string.Join(',', x.Append(y).Select(v => v.ToString("0.000", CultureInfo.InvariantCulture))) + "\n";
        var rows = Enumerable.Range(0, 240).Select(_ => Enumerable.Range(0, 8).Select(_ => Normal()).ToArray())
            .Select(x => Row(x, 1000 + (300 * (x[0] + x[1] + (1.4 * Normal())))));
        File.WriteAllText(Path.Combine(_scratch.Folder, "noise.csv"), "a,b,c,d,e,f,g,h,y\n" + string.Concat(rows));
        var recipe = Recipe.Parse("""
            { "data": { "csv": { "path": "noise.csv", "target": "y" } },
              "model": [{ "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 1 }],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.01 } }, "epochs": 60 }
            """, _scratch.Folder);

        var result = Checkup.Run(recipe);

        result.Verdict.ShouldBe(Verdict.Improved, result.Story);
        result.Treatment.ShouldContain(t => t.Do.EndsWith("before it learns by heart", StringComparison.Ordinal), result.Story);
        result.Check!.Holds.ShouldBeTrue();
        Recipe.Parse(result.TreatedRecipe!).Epochs.ShouldBeLessThan(60);
        result.Treated!.Training!.Score.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void ARateOfZeroIsRaisedAndNeverLowered()
    {
        var random = new Random(7);
        Write("points.csv", 400, _ => (random.NextDouble() - 0.5, random.NextDouble() - 0.5, -1));

        var result = Checkup.Run(Points("points.csv", 0, "", 20));

        result.Causes[0].Cause.ShouldBe("learning-rate-too-low", result.Story);
        result.Experiments.ShouldAllBe(e => e.Change != "lr 0 → 0");
    }

    [Fact]
    public void WhatLearnsLittleAndHasNoIllnessIsNotCalledHealthy()
    {
        // A third of the labels are wrong: two thirds is all that can be known.
        var random = new Random(8);
        var recipe = Points("noisy.csv", 0.1, "\"validation\": 0.3, ", 20);
        Write("noisy.csv", 900, _ => (random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() < 0.67 ? -1 : random.Next(2)));

        var result = Checkup.Run(recipe);

        result.Findings.ShouldAllBe(f => f.Severity < Severity.Critical);
        result.Verdict.ShouldBe(Verdict.NoIllnessFound, result.Story);
        CheckupWording.Headline(result).ShouldBe("No illness found, but the network does not do well.");
        result.Story.ShouldContain("It is not known whether more is possible");
    }

    // Labels below 0 say on which side of a line a point lies.
    private void Write(string file, int rows, Func<int, (double X, double Y, int Label)> row) =>
        File.WriteAllText(
            Path.Combine(_scratch.Folder, file),
            "x,y,side\n" + string.Concat(Enumerable.Range(0, rows).Select(row).Select(r => string.Create(
                CultureInfo.InvariantCulture, $"{4 * r.X:0.0000},{4 * r.Y:0.0000},{(r.Label >= 0 ? r.Label : r.X > r.Y ? 1 : 0)}\n"))));

    private Recipe Points(string file, double rate, string validation, int epochs) => Recipe.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
        { "data": { "csv": { "path": "{{file}}", "label": "side" } }, {{validation}}
          "model": [{ "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 2 }],
          "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": {{rate}} } }, "epochs": {{epochs}} }
        """), _scratch.Folder);
}
