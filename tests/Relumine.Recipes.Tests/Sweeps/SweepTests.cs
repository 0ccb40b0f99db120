using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Recipes.Runs;
using Relumine.Recipes.Sweeps;

namespace Relumine.Recipes.Tests.Sweeps;

public sealed class SweepTests : IDisposable
{
    private const string Small = """
        { "schema": "relumine.recipe/1", "seed": 3, "data": { "circles": { "samples": 64 }, "validation": 0.25 }, "model": [{ "dense": 6 }, "relu", { "dense": 1 }],
          "init": { "weights": { "normal": 0.5 } }, "loss": "binaryCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 16, "epochs": 3 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-sweep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryPointEndsWithTheBitsOfItsRecipeAlone()
    {
        var sweep = Of("lr=1e-2..1e6:4", "init.weights.normal=0.1..1:3", "activation=relu,tanh");
        var (one, many) = (new SweepPoint?[sweep.Count], new SweepPoint?[sweep.Count]);
        sweep.Run(one, threads: 1);
        sweep.Run(many, threads: 3);
        many.ShouldBe(one);
        one.Select(p => p!.Weights).Distinct().Count().ShouldBe(sweep.Count);
        one.ShouldContain(p => p!.Diverged > 0 || p.Dead > 0);
        for (var index = 0; index < sweep.Count; index += 5)
        {
            using var run = TrainingRun.Prepare(Recipe.Parse(sweep.RecipeOf(index).ToJson()));
            run.Finish();
            Sweep.HashOf(run.Trainer.ToModel()).ShouldBe(one[index]!.Weights, $"point {string.Join(',', sweep.PlaceOf(index))}");
            if (run.Trainer.Divergence is null)
            {
                one[index]!.Score.ShouldBe(run.Trainer.History[^1].ValidationScore);
            }
        }
    }

    // What fills gaps is learned from the rows that are not kept aside: points that keep other rows aside do not share a table.
    [Theory]
    [InlineData("data.validation=0,0.5")]
    [InlineData("seed=1,2")]
    public void PointsThatReadTheTableOtherwiseDoNotShareIt(string over)
    {
        File.WriteAllText(
            Path.Combine(_folder, "gaps.csv"),
            "a,b,y\n" + string.Concat(Enumerable.Range(0, 24).Select(i => $"{(i % 5 == 0 ? "" : i * i)},{i},{i % 2}\n"))
        );
        var sweep = new Sweep(
            Recipe.Parse(
                """
                { "schema": "relumine.recipe/1", "data": { "csv": { "path": "gaps.csv", "target": "y" }, "validation": 0.25 }, "model": [{ "dense": 3 }, "relu", { "dense": 1 }],
                  "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 1e-6 } }, "epochs": 1 }
                """, _folder),
            [SweepAxis.Parse(over)]);
        var points = new SweepPoint?[sweep.Count];
        sweep.Run(points);
        for (var index = 0; index < sweep.Count; index++)
        {
            using var run = TrainingRun.Prepare(sweep.RecipeOf(index));
            run.Finish();
            Sweep.HashOf(run.Trainer.ToModel()).ShouldBe(points[index]!.Weights, over);
        }
    }

    [Fact]
    public void WhatIsDoneIsNotDoneAgain()
    {
        var sweep = Of("lr=0.1..1:2", "kink=0,1");
        var points = new SweepPoint?[sweep.Count];
        sweep.Run(points);
        (points[1], points[2]) = (points[1]! with { Weights = "kept" }, null);
        var told = new List<int>();
        sweep.Run(points, finished: p => told.Add(p.Index));
        told.ShouldBe([2]);
        points[1]!.Weights.ShouldBe("kept");
    }

    [Fact]
    public void PlacesAndPointsAreInverse()
    {
        var sweep = Of("lr=0.1..1:4", "batch=8,16", "seed=1..3");
        for (var point = 0; point < sweep.Count; point++)
        {
            sweep.PointAt(sweep.PlaceOf(point)).ShouldBe(point);
        }

        sweep.Count.ShouldBe(4 * 2 * 3);
        Should.Throw<ArgumentException>(() => sweep.PointAt([4, 0, 0]));
        Should.Throw<ArgumentException>(() => sweep.PointAt([0, 0]));
    }

    [Theory]
    [InlineData("lr=0.5", "optimizer.sgd.lr: 0.1 → 0.5")]
    [InlineData("optimizer.sgd.momentum=0.9", "optimizer.sgd.momentum: 0 → 0.9")]
    [InlineData("optimizer.adam.lr=0.01", "optimizer")]
    [InlineData("init.weights=heNormal", "init.weights")]
    [InlineData("init.bias=-0.5", "init.bias: 0 → -0.5")]
    [InlineData("activation=leakyRelu", "model[1]")]
    [InlineData("model[0].dense.units=9", "model[0]")]
    [InlineData("width=9", "model[0]")]
    [InlineData("depth=3", "model")]
    [InlineData("data.circles.samples=32", "data.circles.samples: 64 → 32")]
    public void FieldsAreSetByPath(string over, string change)
    {
        var sweep = Of(over);
        sweep.Recipe.Difference(sweep.RecipeOf(0)).ShouldContain(c => c.ToString().StartsWith(change, StringComparison.Ordinal), over);
        sweep.Run(new SweepPoint?[1]);
    }

    [Fact]
    public void DepthRepeatsTheHiddenLayer() =>
        Of("depth=3").RecipeOf(0).Model.Select(l => l.Name).ShouldBe(["dense", "relu", "dense", "relu", "dense", "relu", "dense"]);

    [Theory]
    [InlineData("lr", "equals sign")]
    [InlineData("lr=", "equals sign")]
    [InlineData("lr=3..1", "the smaller one first")]
    [InlineData("lr=1..10:1", "2 to 4096")]
    [InlineData("lr=1..10:many", "linear")]
    [InlineData("lr=1,,2", "commas")]
    [InlineData("optimizer.sgd.speed=1", "speed")]
    [InlineData("epochs.sgd=1", "epochs")]
    [InlineData("model[9].bias=1", "model[9]")]
    [InlineData("width=0", "whole numbers")]
    [InlineData("activation=reloo", "reloo")]
    public void WhatIsWrongIsNamed(string over, string named) => Should.Throw<RelumineException>(() => Of(over)).Message.ShouldContain(named);

    [Fact]
    public void RangesGoByEqualFactorsOrSteps()
    {
        SweepAxis.Parse("x=0.01..1:3").Values.ShouldBe(["0.01", "0.1", "1"]);
        SweepAxis.Parse("x=0.01..1:3:linear").Values.ShouldBe(["0.01", "0.505", "1"]);
        SweepAxis.Parse("x=0..0.5:3").Values.ShouldBe(["0", "0.25", "0.5"]);
        SweepAxis.Parse("x=1..4").Values.ShouldBe(["1", "2", "3", "4"]);
        SweepAxis.Parse("x=relu,0.5,true").Values.ShouldBe(["\"relu\"", "0.5", "true"]);
    }

    // Samples on one ray: the law is exact there. 2,000 networks; five standard deviations are one failure in a million.
    [Fact]
    public void NetworksAreBornDeadAsOftenAsTheLawSays()
    {
        const int Networks = 2000;
        var rows = Enumerable.Range(1, 8).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i * 0.25},{i % 2}"));
        File.WriteAllLines(Path.Combine(_folder, "ray.csv"), rows.Prepend("x,y"));
        var recipe = Recipe.Parse(
            """
            { "schema": "relumine.recipe/1", "data": { "csv": { "path": "ray.csv", "target": "y" } }, "model": [{ "dense": 3 }, "relu", { "dense": 3 }, "relu", { "dense": 1 }],
              "init": { "weights": "heNormal" }, "loss": "meanSquaredError", "epochs": 1 }
            """, _folder);
        var sweep = new Sweep(recipe, [SweepAxis.Parse("width=2,3")], Networks);
        var points = new SweepPoint?[2];
        sweep.Run(points);
        foreach (var point in points)
        {
            var law = BornDeadLaw.AtMost(sweep.RecipeOf(point!.Index))!.Value;
            point.BornDeadNetworks!.Value.ShouldBe(law, 5 * Math.Sqrt(law * (1 - law) / Networks));
        }
    }

    [Theory]
    [InlineData("init.bias=0.1")]
    [InlineData("init.weights.orthogonal.gain=1")]
    [InlineData("activation=leakyRelu")]
    public void TheLawSaysNothingWhereItDoesNotHold(string over) => BornDeadLaw.AtMost(Of(over).RecipeOf(0)).ShouldBeNull();

    private static Sweep Of(params string[] over) => new(Recipe.Parse(Small), [.. over.Select(o => SweepAxis.Parse(o))]);
}
