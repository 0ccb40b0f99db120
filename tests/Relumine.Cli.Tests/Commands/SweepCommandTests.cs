using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Recipes;
using Relumine.Reports.Tests.Pages;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine sweep</c>.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private string Recipe => _scratch.Text("small.json", """
        { "schema": "relumine.recipe/1", "data": { "circles": { "samples": 64 } }, "model": [ { "dense": 4 }, "relu", { "dense": 1 } ],
          "loss": "binaryCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 16, "epochs": 2, "seed": 1 }
        """);

    [Fact]
    public void APageHasAPictureForEachValueOfTheThirdField()
    {
        var run = Invocation.Of(
            "sweep", Recipe, "--over", "lr=1e-2..1e6:4", "--over", "init.weights.normal=0.1..1:3", "--over", "activation=relu,tanh",
            "--html", _scratch["sweep.html"], "--json", _scratch["sweep.json"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("24 points");
        run.Out.ShouldContain("--point ");
        var page = Documents.Parse(File.ReadAllText(_scratch["sweep.html"]));
        page.Of("script").ShouldBeEmpty();
        page.Of("figcaption").Count(f => f.Value == "activation tanh").ShouldBeGreaterThan(0);
        using var json = JsonDocument.Parse(File.ReadAllText(_scratch["sweep.json"]));
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.sweep/1");
        json.RootElement.GetProperty("points").GetArrayLength().ShouldBe(24);
    }

    [Fact]
    public void WhatIsFinishedIsKeptAndGoneOnWith()
    {
        string[] sweep = ["sweep", Recipe, "--over", "lr=0.1..1:4", "--json", _scratch["sweep.json"]];
        Invocation.Of(sweep).Code.ShouldBe(ExitCode.Done);
        var whole = Points();
        var text = File.ReadAllText(_scratch["sweep.json"]);
        File.WriteAllText(_scratch["sweep.json"], text[..text.IndexOf(",{\"at\":[2]", StringComparison.Ordinal)] + "]}");

        var run = Invocation.Of([.. sweep, "--resume"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("resumed with 2 of 4 points");
        Points().ShouldBe(whole);
        Invocation.Of("sweep", Recipe, "--over", "lr=0.1..1:5", "--json", _scratch["sweep.json"], "--resume").ShouldFail(ExitCode.WrongUsage, "another sweep");

        string Points()
        {
            using var json = JsonDocument.Parse(File.ReadAllText(_scratch["sweep.json"]));
            return json.RootElement.GetProperty("points").GetRawText();
        }
    }

    [Fact]
    public void APointIsARecipe()
    {
        var run = Invocation.Of("sweep", Recipe, "--over", "lr=0.1..1:4", "--over", "activation=relu,elu", "--point", "3,1");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var recipe = Recipes.Recipe.Parse(run.Out);
        recipe.Optimizer.LearningRate.ShouldBe(1);
        recipe.Model[1].Name.ShouldBe("elu");
    }

    [Theory]
    [InlineData("--over", "lr=fast..faster", "two numbers")]
    [InlineData("--over", "optimizer.sgd.rate=1", "rate")]
    [InlineData("--point", "9", "below 4")]
    [InlineData("--resume", "--json=-", "--json FILE")]
    public void WhatIsWrongIsNamed(string option, string value, string named)
    {
        string[] over = option == "--over" ? [] : ["--over", "lr=0.1..1:4"];
        Invocation.Of(["sweep", Recipe, .. over, option, value]).ShouldFail(ExitCode.WrongUsage, named);
    }
}
