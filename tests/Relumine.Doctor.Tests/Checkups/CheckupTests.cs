using System.Globalization;
using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>What a checkup makes of networks whose illness is not written on them.</summary>
public sealed class CheckupTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void FindsTwoCausesOfWhichNeitherAloneMatters()
    {
        // Houses: sizes around 120, prices around 200,000.
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(_ => (Size: 50 + (140 * random.NextDouble()), Age: 90 * random.NextDouble()))
            .Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Size:0.0},{h.Age:0.0},{(1800 * h.Size) - (700 * h.Age):0}"));
        File.WriteAllText(Path.Combine(_scratch.Folder, "houses.csv"), "size,age,price\n" + string.Join('\n', rows) + "\n");
        var recipe = Recipe.Parse("""
            { "data": { "csv": { "path": "houses.csv", "label": "price" } },
              "model": [{ "dense": 16 }, { "relu": {} }, { "dense": 1 }],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.05 } }, "epochs": 20 }
            """, _scratch.Folder);

        var result = Checkup.Run(recipe);

        result.Verdict.ShouldBe(Verdict.Cured, result.Story);
        result.Causes.Select(c => c.Cause).ShouldBe(["target-scale", "data-scale"]);
        Recipe.Parse(result.TreatedRecipe!, _scratch.Folder).Transforms.ShouldBe(new(true, true, false, false));
    }

    [Fact]
    public void CopesWithOutliersByWinsorizing()
    {
        var random = new Random(2);
        var rows = Enumerable
            .Range(0, 400)
            .Select(i => (X: (2 * random.NextDouble()) - 1, Y: (2 * random.NextDouble()) - 1, Row: i))
            .Select(p =>
                string.Create(CultureInfo.InvariantCulture, $"{(p.Row % 100 == 7 ? -99999 : p.X):0.000},{p.Y:0.000},{(p.X > p.Y ? "over" : "under")}")
            );
        File.WriteAllText(Path.Combine(_scratch.Folder, "points.csv"), "x,y,side\n" + string.Join('\n', rows) + "\n");
        var recipe = Recipe.Parse("""
            { "data": { "csv": { "path": "points.csv", "label": "side" } },
              "model": [{ "dense": 16 }, { "relu": {} }, { "dense": 16 }, { "relu": {} }, { "dense": 2 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 15 }
            """, _scratch.Folder);

        var result = Checkup.Run(recipe);

        result.Verdict.ShouldBe(Verdict.Cured, result.Story);
        result.Causes[0].Cause.ShouldBe("data-outliers");
        Recipe.Parse(result.TreatedRecipe!, _scratch.Folder).Winsorize.ShouldBeTrue();
    }

    [Fact]
    public void KnowsFromTheCleanRecipeThatMoreIsPossible()
    {
        const string Moderate = """
            { "data": { "blobs": { "samples": 600, "classes": 6, "seed": 1 } },
              "model": [{ "dense": 32 }, { "relu": {} }, { "dense": 32 }, { "relu": {} }, { "dense": 6 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.001 } }, "epochs": 10 }
            """;
        var (recipe, clean) = (Recipe.Parse(Moderate), Recipe.Parse(Moderate.Replace("0.001", "0.1")));

        var result = Checkup.Run(recipe, new CheckupOptions { Clean = clean });

        result.Findings.ShouldContain(f => f.Id == "below-potential" || f.Id == "not-learning");
        result.Causes[0].Cause.ShouldBe("learning-rate-too-low", result.Story);
        result.Verdict.ShouldBe(Verdict.Cured);
        result.Treated!.Score.ShouldBeGreaterThanOrEqualTo(0.95 * result.Clean!.Score);
    }

    [Fact]
    public void LeavesIdleUnitsOfANetworkThatDoesWellAlone()
    {
        // One feature needs few of so many units.
        var result = Checkup.Run(
            Recipe.Parse(
                """
                { "data": { "abs": { "samples": 256 } },
                  "model": [{ "dense": 8 }, { "relu": {} }, { "dense": 8 }, { "relu": {} }, { "dense": 8 }, { "relu": {} }, { "dense": 8 }, { "relu": {} }, { "dense": 1 }],
                  "loss": "meanSquaredError", "optimizer": { "adam": { "lr": 0.01 } }, "epochs": 60, "seed": 4 }
                """
            )
        );

        result.Untreated.Score.ShouldBeGreaterThan(0.95);
        result.Verdict.ShouldBe(Verdict.Healthy, result.Story);
        result.Treatment.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void NeverSpendsMoreThanItsBudget(ulong seed)
    {
        var recipe = Recipe.Parse("""
            { "data": { "blobs": { "samples": 400, "seed": 1 } },
              "model": [{ "dense": 32 }, { "relu": {} }, { "dense": 32 }, { "relu": {} }, { "dense": 10 }],
              "init": { "weights": { "normal": 0.001 } }, "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.02 } }, "epochs": 6 }
            """) with { Seed = seed };

        foreach (var budget in new[] { 2.0, 3, 4 })
        {
            Checkup.Run(recipe, new CheckupOptions { Budget = budget }).Cost.ShouldBeLessThanOrEqualTo(budget + 1e-9, $"seed {seed}");
        }
    }
}
