using System.Globalization;
using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Findings;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>Questions that people ask in public, with data of the same kind: what the checkup of each has to say, and what it must not.</summary>
public sealed class StreetTests : IDisposable
{
    private const string Small = """[{ "dense": 8 }, "relu", { "dense": 8 }, "relu", { "dense": 1 }]""";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AnImbalancedTableIsNoIllnessAndNeverCritical()
    {
        // Two of a hundred are positive, and easily told apart: the accuracy of the constant answer is 98 %.
        Table("rare", 1500, ["a", "b", "c"], random =>
        {
            var rare = random.NextDouble() < 0.02;
            return [Normal(random) + (rare ? 4 : 0), Normal(random) - (rare ? 4 : 0), Normal(random), rare ? 1 : 0];
        });
        foreach (var seed in (ulong[])[1, 2])
        {
            var result = Check("rare", $$"""
                "validation": 0.3, "model": {{Small}}, "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.003 } }, "epochs": 20
                """, seed);

            result.Findings.ShouldContain(f => f.Id == "class-imbalance", result.Story);
            result.Findings.ShouldNotContain(f => f.Severity == Severity.Critical, result.Story);
            result.Causes.Select(c => c.Cause).ShouldNotContain("architecture-too-narrow", result.Story);
        }
    }

    [Fact]
    public void WhatTheOutputNeverReachesIsSaidAndNotCuredWhileItStays()
    {
        // 2x − 1 on seven points: ReLU never puts out −3 and −1.
        File.WriteAllText(Path.Combine(_scratch.Folder, "line.csv"), "x,y\n-1,-3\n0,-1\n1,1\n2,3\n3,5\n4,7\n5,9\n");
        foreach (var seed in (ulong[])[1, 3, 4])
        {
            var result = Check("line", """
                "model": [{ "dense": 4 }, "relu", { "dense": 2 }, "relu", { "dense": 1 }, "relu"], "init": "glorotUniform",
                "loss": "meanSquaredError", "optimizer": { "adam": { "lr": 0.001 } }, "epochs": 300
                """, seed);

            var finding = result.Findings.Single(f => f.Id == "targets-out-of-reach");
            finding.Certain.ShouldBeTrue();
            finding.Message.ShouldContain("2 of 7 targets");
            result.Causes[0].Cause.ShouldBe("output-activation", result.Story);
            (result.Verdict is Verdict.Healthy).ShouldBeFalse(result.Story);
            if (result.Verdict == Verdict.Cured)
            {
                result.Treatment.ShouldContain(t => t.Do.StartsWith("remove relu", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void UnitsThatWereKilledAtOnceTellOfTheRateThoughTheSignalFades()
    {
        foreach (var seed in (ulong[])[1, 2])
        {
            var result = Check(null, """
                "data": { "blobs": { "samples": 1200, "features": 24 } }, "validation": 0.25,
                "model": [{ "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 64 }, "relu",
                  { "dense": 64 }, "relu", { "dense": 10 }],
                "init": "glorotUniform", "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.05 } }, "batch": 64, "epochs": 12
                """, seed);

            result.Causes[0].Cause.ShouldBe("learning-rate-too-high", result.Story);
            result.Experiments.Take(2).ShouldContain(e => e.Change == "lr 0.05 → 0.005", result.Story);
        }
    }

    [Fact]
    public void FeaturesAndTargetsThatAreBothUnscaledAreScaledTogetherFirst()
    {
        Table("house", 500, ["area", "rooms", "age", "price"], random =>
        {
            var (area, rooms, age) = (30 + (220 * random.NextDouble()), random.Next(1, 6), 80 * random.NextDouble());
            return [area, rooms, age, 5000 + (2000 * area) + (10000 * rooms) - (300 * age) + (5000 * Normal(random))];
        }, "target", "price");
        var result = Check("house", """
            "model": [{ "dense": 32 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }], "loss": "meanSquaredError",
            "optimizer": { "adam": { "lr": 0.001 } }, "epochs": 30
            """);

        result.Experiments[0].Change.ShouldBe("features and targets standardised", result.Story);
        result.Verdict.ShouldBe(Verdict.Cured, result.Story);
        result.Treated!.Score.ShouldBeGreaterThan(0.95, result.Story);
    }

    [Fact]
    public void ANetworkThatIsTooSmallIsNotCalledHealthy()
    {
        var seeds = Enumerable.Range(1, 4).Select(seed => Check(null, """
            "data": { "abs": { "samples": 512 } }, "model": [{ "dense": 1 }, "relu", { "dense": 1 }], "loss": "meanSquaredError",
            "optimizer": { "adam": { "lr": 0.01 } }, "epochs": 40
            """, (ulong)seed)).ToArray();

        seeds.ShouldContain(r => r.Untreated.Score < 0.5);
        foreach (var result in seeds.Where(r => r.Untreated.Score < 0.8))
        {
            result.Verdict.ShouldNotBe(Verdict.Healthy, result.Story);
            (result.Verdict == Verdict.Cured && result.Treated!.Score < 0.9).ShouldBeFalse(result.Story);
        }
    }

    [Theory]
    [InlineData("adam", 0.001)]
    [InlineData("sgd", 0.05)]
    public void EvidenceIsWhatBecameBetter(string optimizer, double rate)
    {
        Table("sugar", 300, ["a", "b", "c", "d", "y"], random =>
        {
            var (a, b) = (100 + (30 * Normal(random)), 4 + Normal(random));
            return [a, b, 250 + (40 * Normal(random)), random.Next(1, 3), 150 + (1.2 * (a - 100)) + (25 * (b - 4)) + (30 * Normal(random))];
        }, "target", "y");
        var result = Check("sugar", FormattableString.Invariant($$"""
            "validation": 0.25, "model": [{ "dense": 32 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }], "init": "glorotUniform",
            "loss": "meanSquaredError", "optimizer": { "{{optimizer}}": { "lr": {{rate}} } }, "epochs": 30
            """));

        foreach (var shown in result.Experiments.Where(e => e.Restores))
        {
            (shown.After.Score >= shown.Before.Score || double.IsNaN(shown.Before.Score)).ShouldBeTrue($"{shown.Change}: {result.Story}");
            shown.Better.ShouldNotBe(Better.Nothing, $"{shown.Change}: {result.Story}");
        }
    }

    [Fact]
    public void ADropoutOfFourFifthsIsNamedByAnExperiment()
    {
        var result = Check(null, """
            "data": { "blobs": { "samples": 1200 } }, "validation": 0.2,
            "model": [{ "dense": 32 }, "relu", { "dropout": 0.9 }, { "dense": 32 }, "relu", { "dropout": 0.9 }, { "dense": 32 }, "relu", { "dropout": 0.9 },
              { "dense": 10 }],
            "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.001 } }, "epochs": 12
            """);

        result.Causes[0].Cause.ShouldBe("dropout-too-strong", result.Story);
        result.Causes[0].Experiment!.Restores.ShouldBeTrue();
    }

    [Fact]
    public void ManyDropoutsOfAHalfBehindSeluAreTriedWithoutAndSeluIsToldOf()
    {
        var result = Check(null, """
            "data": { "blobs": { "samples": 1500 } }, "validation": 0.2, "standardise": true,
            "model": [{ "dense": 64 }, "selu", { "dropout": 0.5 }, { "dense": 64 }, "selu", { "dropout": 0.5 }, { "dense": 64 }, "selu", { "dropout": 0.5 },
              { "dense": 64 }, "selu", { "dropout": 0.5 }, { "dense": 64 }, "selu", { "dropout": 0.5 }, { "dense": 64 }, "selu", { "dropout": 0.5 },
              { "dense": 10 }],
            "init": "glorotUniform", "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.001 } }, "epochs": 20
            """);

        result.Findings.ShouldContain(f => f.Id == "selu-conditions", result.Story);
        result.Causes[0].Cause.ShouldBe("dropout-too-strong", result.Story);
        result.Treated!.Score.ShouldBeGreaterThan(0.95, result.Story);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private void Table(string name, int rows, string[] columns, Func<Random, double[]> row, string kind = "label", string target = "y")
    {
        var random = new Random(17);
        var names = columns.Contains(target) ? columns : [.. columns, target];
        File.WriteAllText(
            Path.Combine(_scratch.Folder, $"{name}.csv"),
            $"{string.Join(',', names)}\n" + string.Concat(Enumerable.Range(0, rows).Select(_ =>
                string.Join(',', row(random).Select(v => v.ToString("0.###", CultureInfo.InvariantCulture))) + "\n")));
        _kinds[name] = $"\"{kind}\": \"{target}\"";
    }

    private readonly Dictionary<string, string> _kinds = new() { ["line"] = "\"target\": \"y\"" };

    private CheckupResult Check(string? table, string rest, ulong seed = 1)
    {
        var data = table is null ? "" : $$""" "data": { "csv": { "path": "{{table}}.csv", {{_kinds[table]}} } }, """;
        return Checkup.Run(Recipe.Parse($$"""{ {{data}}{{rest}}, "seed": {{seed}} }""", _scratch.Folder));
    }
}
