using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

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
            .ShouldBe(["checkup-state.json", "checkup.json", "difference.txt", "model.onnx", "report.html", "treated.json"]);
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
