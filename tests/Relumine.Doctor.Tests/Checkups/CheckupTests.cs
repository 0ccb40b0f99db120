using System.Globalization;
using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Json;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

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

    [Fact]
    public void APlainNetworkOfThirtyLayersIsGivenWaysAroundThem()
    {
        var hidden = string.Concat(Enumerable.Repeat("""{ "dense": 24 }, "relu", """, 30));
        var recipe = Recipe.Parse($$"""
            { "data": { "blobs": { "samples": 600, "classes": 5, "seed": 2 } }, "model": [ {{hidden}}{ "dense": 5 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.05 } }, "epochs": 8 }
            """);

        var result = Checkup.Run(recipe);

        result.Causes[0].Cause.ShouldBe("missing-normalisation", result.Story);
        result.Treated!.Score.ShouldBeGreaterThan(0.9, result.Story);
        Recipe.Parse(result.TreatedRecipe!).Model.Count(l => l is ResidualLayer).ShouldBe(29);
    }

    [Fact]
    public void ACellThatWasWrittenWronglyIsToldWhateverElseIsWrong()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 200)
            .Select(i => (Age: 20 + (60 * random.NextDouble()), Income: i == 120 ? 99999999 : 30000 + (20000 * random.NextDouble())))
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Age:0},{c.Income:0},{(c.Age > 50 ? "yes" : "no")}"));
        File.WriteAllLines(Path.Combine(_scratch.Folder, "customers.csv"), rows.Prepend("age,income,bought"));
        var recipe = Recipe.Parse("""
            { "data": { "csv": { "path": "customers.csv", "label": "bought" } },
              "model": [{ "dense": 16 }, "relu", { "dense": 2 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.001 } }, "epochs": 10 }
            """, _scratch.Folder);

        Checkup.Run(recipe).Story.ShouldContain("'income' is 100000000 in line 122");
    }

    [Fact]
    public void ASecondOrTwoAreSpentOnAShortTrainingUnlessABudgetIsGiven()
    {
        // Five steps in which nothing can be learned: four times as many say nothing, either.
        var recipe = Recipe.Parse("""
            { "data": { "blobs": { "samples": 160, "classes": 4, "seed": 1 } }, "model": [{ "dense": 16 }, "relu", { "dense": 4 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.0003 } }, "epochs": 1 }
            """);

        var (usual, strict) = (Checkup.Run(recipe), Checkup.Run(recipe, new CheckupOptions { Budget = 4 }));

        strict.Cost.ShouldBeLessThanOrEqualTo(4 + 1e-9);
        usual.Cost.ShouldBeGreaterThan(4);
        usual.Treated!.Score.ShouldBeGreaterThan(0.9, usual.Story);
    }

    [Fact]
    public void WhatIsStillLearningIsTrainedForLongerAndHowLongIsTold()
    {
        // A sine through a few tanh: the rate is a hundred times too low, and with a good one so few epochs are too few.
        var rows = Enumerable.Range(0, 200).Select(i => i / 200.0)
            .Select(x => string.Create(CultureInfo.InvariantCulture, $"{(6 * x) - 3:0.0000},{Math.Sin((6 * x) - 3):0.0000}"));
        File.WriteAllLines(Path.Combine(_scratch.Folder, "sine.csv"), rows.Prepend("x,y"));
        var recipe = Recipe.Parse("""
            { "data": { "csv": { "path": "sine.csv", "target": "y" }, "validation": 0.25 },
              "model": [{ "dense": 20 }, "tanh", { "dense": 1 }],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.0003 } }, "epochs": 10 }
            """, _scratch.Folder);

        var result = Checkup.Run(recipe);

        result.Treatment.ShouldContain(t => t.Do.EndsWith("since it was still learning", StringComparison.Ordinal), result.Story);
        result.Treated!.Steps.ShouldBeGreaterThan(result.Untreated.Steps);
        result.Treated.Score.ShouldBeGreaterThan(0.9, result.Story);
        result.Story.ShouldContain($" updates and {result.Untreated.Steps}");
    }

    [Fact]
    public void WhatIsSetAndWhatTheExperimentShowedAreBothTold()
    {
        var recipe = Recipe.Parse("""
            { "data": { "blobs": { "samples": 1000, "seed": 1 } },
              "model": [{ "dense": 64 }, "relu", { "dense": 64 }, "relu", { "dense": 10 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.3 } }, "epochs": 10 }
            """);

        var result = Checkup.Run(recipe, new CheckupOptions { Budget = 4 });

        result.Causes[0].Experiment!.Change.ShouldStartWith("lr 0.3 → ");
        var usual = result.Customary.ShouldNotBeNull(result.Story);
        usual.IsKept.ShouldBeTrue(result.Story);
        usual.Loss.ShouldBeLessThan(usual.LossWithout);
        result.Story.ShouldContain($"{usual.Change}, which is customary, did better");
        CheckupJson.Read(CheckupJson.Write(result), "checkup.json").Customary.ShouldBe(usual);
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
