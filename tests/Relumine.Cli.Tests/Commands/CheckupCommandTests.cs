using System.Globalization;
using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine checkup</c>.</summary>
public sealed class CheckupCommandTests : IDisposable
{
    private const string Sick = """
        { "data": { "blobs": { "samples": 400, "seed": 1 } },
          "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.5 } }, "epochs": 8 }
        """;

    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ASickRecipeIsExplainedTreatedAndWrittenDown()
    {
        var folder = _scratch["out"];

        var run = Invocation.Of("checkup", _scratch.Text("sick.json", Sick), "--output", folder, "--markdown", _scratch["out.md"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldStartWith("Found and cured: the learning rate is too high.");
        run.Out.ShouldContain("Since when?");
        run.Out.ShouldContain("optimizer.adam.lr: 0.5 → ");
        run.Error.ShouldContain("experiment: lr 0.5 → ");
        Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["checkup-state.json", "checkup-state.json.previous", "checkup.json", "difference.txt", "model.onnx", "report.html", "treated.json"]);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "checkup.json")));
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("cured");
        json.RootElement.GetProperty("causes")[0].GetProperty("cause").GetString().ShouldBe("learning-rate-too-high");
        File.ReadAllText(_scratch["out.md"]).ShouldStartWith("# Found and cured: ");
    }

    [Fact]
    public void TheTreatedRecipeIsHealthy()
    {
        Invocation.Of("checkup", _scratch.Text("sick.json", Sick), "--output", _scratch["out"]).Code.ShouldBe(ExitCode.Done);

        var run = Invocation.Of("checkup", Path.Combine(_scratch["out"], "treated.json"), "--output", _scratch["again"], "--quiet");

        run.Out.ShouldStartWith("Healthy: ");
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("elsewhere/deep")]
    public void TheTreatedRecipeIsTrainedWhereItLies(string? output)
    {
        var data = Directory.CreateDirectory(_scratch["mine"]).FullName;
        var random = new Random(1);
        var rows = Enumerable.Range(0, 300).Select(i => (Class: i % 3, X: random.NextDouble(), Y: random.NextDouble()));
        _scratch.Text("mine/table.csv", "x,y,class\n" + string.Concat(rows.Select(r =>
            string.Create(CultureInfo.InvariantCulture, $"{r.X + (r.Class == 1 ? 2 : 0):R},{r.Y + (r.Class == 2 ? 2 : 0):R},{"abc"[r.Class]}\n"))));
        var recipe = _scratch.Text("mine/sick.json", """
            { "data": { "csv": { "path": "table.csv" } }, "model": [ { "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 3 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 3 } }, "epochs": 8 }
            """);
        var folder = output is null ? Path.Combine(data, "sick-checkup") : _scratch[output];
        Invocation.Of(["checkup", recipe, "-q", .. output is null ? Array.Empty<string>() : ["--output", folder]]).Code.ShouldBe(ExitCode.Done);
        var treated = Path.Combine(folder, "treated.json");

        var run = Invocation.Of("train", treated, "--output", _scratch["run"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        File.ReadAllText(Path.Combine(folder, "difference.txt")).ShouldNotContain("table.csv");
        var compared = Invocation.Of("compare", recipe, treated, "--html", _scratch["c.html"]);
        compared.Code.ShouldBe(ExitCode.Done, compared.Error);

        // What a network says of itself is true where the network lies.
        foreach (var place in new[] { folder, _scratch["run"] })
        {
            var told = _scratch.Text(Path.Combine(place, "told.json"), OnnxModel.Load(Path.Combine(place, "model.onnx")).Metadata["relumine.recipe"]);
            Invocation.Of("train", told, "-q", "--output", _scratch["again"]).Code.ShouldBe(ExitCode.Done, place);
        }
    }

    [Fact]
    public void WhatIsFinishedIsNotRunAgain()
    {
        var path = _scratch.Text("sick.json", Sick);
        Invocation.Of("checkup", path, "--output", _scratch["out"]).Code.ShouldBe(ExitCode.Done);
        var first = File.ReadAllText(Path.Combine(_scratch["out"], "checkup.json"));

        Invocation.Of("checkup", path, "--output", _scratch["out"], "--resume").Code.ShouldBe(ExitCode.Done);

        File.ReadAllText(Path.Combine(_scratch["out"], "checkup.json")).ShouldBe(first);
    }

    [Fact]
    public void AStopKeepsWhatIsFinished()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Invocation.Of(stop.Token, "checkup", _scratch.Text("sick.json", Sick), "--output", _scratch["out"]).ShouldFail(ExitCode.Canceled, "--resume");
    }

    [Fact]
    public void OnlyTheJsonGoesToStandardOutputIfItIsAskedFor()
    {
        var run = Invocation.Of("checkup", _scratch.Text("sick.json", Sick), "--output", _scratch["out"], "--json", "-");

        JsonDocument.Parse(run.Out).RootElement.GetProperty("schema").GetString().ShouldBe("relumine.checkup/1");
    }

    [Fact]
    public void AWrongCommandLineIsSaid()
    {
        var path = _scratch.Text("sick.json", Sick);
        Invocation.Of("checkup").ShouldFail(ExitCode.WrongUsage, "RECIPE", "relumine checkup --help");
        Invocation.Of("checkup", path, "--budget", "much").ShouldFail(ExitCode.WrongUsage, "--budget", "much");
        Invocation.Of("checkup", path, "--seeds", "0").ShouldFail(ExitCode.WrongUsage, "--seeds");
        Invocation.Of("checkup", _scratch["missing.json"]).ShouldFail(ExitCode.BrokenFile, "missing.json");
        Invocation.Of("checkup", path, "--clean", _scratch["missing.json"]).ShouldFail(ExitCode.BrokenFile, "missing.json");
        Invocation.Of("checkup", path, "--output", Path.Combine(path, "out")).ShouldFail(ExitCode.BrokenFile, "--output");
    }
}
