using System.Text.Json;
using Relumine.Cli.Sessions;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What <c>relumine data</c> shows of a table.</summary>
public sealed class DataCommandTests : IDisposable
{
    private const string Flats = "id,area,city,price\nK-1,50,Bonn,1\nK-2,,Ulm,2\nK-3,70,Bonn,3\nK-4,90,Ulm,\nK-5,95,Ulm,5\n";
    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void EveryColumnIsShownWithWhatBecomesOfItAndWhy()
    {
        var run = Invocation.Of("data", _tiny.Text("t.csv", Flats));

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("5 rows, 4 columns; fields separated by ',', a header");
        run.Out.ShouldContain("identifier");
        run.Out.ShouldContain("4 samples of 3 features; the target is 'price', a number.");
        run.Out.ShouldContain("'area': 1 value is missing, the first in line 3");
        run.Out.ShouldContain("'price': 1 row without a target left out, the first in line 5.");
    }

    [Fact]
    public void JsonHoldsColumnsNoticesAndThePlan()
    {
        var run = Invocation.Of("data", _tiny.Text("t.csv", Flats), "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("relumine.data/1");
        root.GetProperty("features").EnumerateArray().Select(f => f.GetString()).ShouldBe(["area", "city=Bonn", "city=Ulm"]);
        root.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("role").GetString()).ShouldBe(["leftOut", "feature", "feature", "target"]);
        root.GetProperty("notices").EnumerateArray().Select(n => n.GetProperty("kind").GetString()).ShouldContain("missing");
        root.GetProperty("plan").GetProperty("schema").GetString().ShouldBe("relumine.table/1");
    }

    [Fact]
    public void ARecipeSaysWhatBecomesOfItsTableAndTrainsOnIt()
    {
        _tiny.Text("t.csv", Flats);
        var recipe = _tiny.Text("r.json", """
            { "data": { "csv": { "path": "t.csv", "drop": "area", "missing": { "labels": "drop" } } },
              "model": [ { "dense": 4 }, "relu", { "dense": 1 } ], "loss": "meanSquaredError", "epochs": 1 }
            """);

        Invocation.Of("data", recipe).Out.ShouldContain("4 samples of 2 features");
        var run = Invocation.Of("train", recipe, "--output", _tiny["out"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("'city': 2 categories, a feature each: Bonn, Ulm.");
    }

    [Fact]
    public void AnErrorNamesTheKeyOfTheRecipe()
    {
        _tiny.Text("t.csv", Flats);
        var recipe = _tiny.Text("r.json", """
            { "data": { "csv": { "path": "t.csv" } }, "model": [ { "dense": 1 } ], "loss": "meanSquaredError", "epochs": 1 }
            """);

        Invocation.Of("data", recipe).ShouldFail(ExitCode.BrokenFile, "line 5", "\"missing\": { \"labels\": \"drop\" }");
    }
}
