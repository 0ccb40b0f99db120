using Relumine.Graph.Errors;
using Relumine.Recipes.Runs;

namespace Relumine.Recipes.Tests.Data;

/// <summary>Points that stand in a recipe.</summary>
public class PointsDataTests
{
    [Fact]
    public void TheyAreWhatIsLearned()
    {
        var recipe = Recipe.Parse("""
            { "data": { "points": { "at": [[-1, 0, 0], [-0.5, 0.25, 0], [1, 0, 1], [0.5, -0.25, 1]] } }, "model": [{ "dense": 4 }, "relu", { "dense": 1 }],
              "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.1 } }, "batch": 4, "epochs": 60 }
            """);

        using var run = TrainingRun.Prepare(recipe);
        run.Finish();

        run.Data.Training.Features.ToDoubles().ShouldBe([-1, 0, -0.5, 0.25, 1, 0, 0.5, -0.25]);
        run.Data.Training.Labels!.ToArray().ShouldBe([0, 0, 1, 1]);
        run.Trainer.History[^1].Score.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "at": [[1, 2]] }""", "$.data.points.at[0] must be a point, [x, y, class]")]
    [InlineData("""{ "at": [[1, 2, 99]] }""", "$.data.points.at[0][2]")]
    [InlineData("""{ "at": [[1, 2, 0.5]] }""", "$.data.points.at[0][2]")]
    [InlineData("""{ "at": 3 }""", "$.data.points.at")]
    public void WhatIsNoPointIsRefused(string points, string message) =>
        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With("data", $$"""{ "points": {{points}} }"""))).Message.ShouldContain(message);

    [Fact]
    public void NoPointsAreNoData() => Should.Throw<RelumineException>(() => RecipeDataset.Open(Recipe.Parse(Texts.With("data", """{ "points": {} }"""))))
        .Message.ShouldContain("names no points");
}
