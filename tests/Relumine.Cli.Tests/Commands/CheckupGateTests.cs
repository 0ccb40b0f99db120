using System.Text.Json;
using System.Xml.Linq;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Reports.Tests.Formats;

namespace Relumine.Cli.Tests.Commands;

/// <summary>Gates of <c>relumine checkup</c>, and what it writes for builds.</summary>
public sealed class CheckupGateTests : IDisposable
{
    private const string Recipe = """
        { "data": { "blobs": { "samples": 300, "seed": 1 } }, "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": RATE } }, "epochs": 8 }
        """;

    private readonly TinyNetwork _scratch = new();

    private string Sick => _scratch.Text("sick.json", Recipe.Replace("RATE", "0.5", StringComparison.Ordinal));

    private string Well => _scratch.Text("well.json", Recipe.Replace("RATE", "0.005", StringComparison.Ordinal));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ASickRecipeFailsAlthoughItWasCuredAndAHealthyOneDoesNot()
    {
        var sick = Checkup(Sick, "--fail-on", "critical", "--max-dead-layer", "40%");

        sick.Code.ShouldBe(ExitCode.GateFailed);
        sick.Out.ShouldStartWith("Found and cured: ");
        sick.Error.ShouldContain("failed: --fail-on: critical ");
        sick.Error.ShouldContain("failed: --max-dead-layer: 32 of 32 units (100 %) of layer 'relu2' are dead");
        Checkup(Well, "--fail-on", "critical", "--max-dead-layer", "40%").Code.ShouldBe(ExitCode.Done);
        Checkup(Sick, "--fail-on", "vanishing-signal").Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void WithABaselineOnlyWhatIsNewFails()
    {
        Checkup(Sick, "--json", _scratch["known.json"]).Code.ShouldBe(ExitCode.Done);
        Checkup(Well, "--json", _scratch["clean.json"]).Code.ShouldBe(ExitCode.Done);

        var known = Checkup(
            Sick,
            "--fail-on",
            "info",
            "--max-dead",
            "0",
            "--baseline",
            _scratch["known.json"],
            "--sarif",
            _scratch["known.sarif"],
            "--junit",
            _scratch["known.xml"]
        );
        known.Code.ShouldBe(ExitCode.Done, known.Error);
        SarifDocument.Results(File.ReadAllText(_scratch["known.sarif"])).ShouldAllBe(r => r.State == "unchanged");
        XDocument.Load(_scratch["known.xml"]).Root!.Element("testsuite")!.Attribute("failures")!.Value.ShouldBe("0");
        Checkup(Sick, "--fail-on", "info", "--baseline", _scratch["clean.json"]).Code.ShouldBe(ExitCode.GateFailed);
    }

    [Fact]
    public void EveryFormatHasOneResultALayerAndRuleAndTheCause()
    {
        var run = Checkup(
            Sick,
            "--sarif",
            _scratch["out.sarif"],
            "--junit",
            _scratch["out.xml"],
            "--markdown",
            _scratch["out.md"],
            "--json",
            _scratch["out.json"]
        );

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(_scratch["out.json"]));
        var findings = json
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Select(f => (f.GetProperty("id").GetString(), f.GetProperty("layer").GetString()))
            .ToArray();
        findings.ShouldNotBeEmpty();
        findings.ShouldBeUnique();
        var sarif = File.ReadAllText(_scratch["out.sarif"]);
        SarifDocument.Results(sarif).Select(r => (r.Rule, r.Layer)).ShouldBe(findings!);
        sarif.ShouldContain("\"causes\": \"learning-rate-too-high");
        var suite = XDocument.Load(_scratch["out.xml"]).Root!.Element("testsuite")!;
        suite.Elements("testcase").Count(c => c.Element("failure") is not null).ShouldBe(int.Parse(suite.Attribute("failures")!.Value));
        suite.Element("properties")!.Elements().Select(p => p.Attribute("value")!.Value).ShouldContain("cured");
    }

    [Fact]
    public void WhatIsNoBaselineOrHasNoPlaceIsSaidBeforeAnythingIsRun()
    {
        _scratch.Text("audit.json", """{ "schema": "relumine.audit/1" }""");
        Checkup(Sick, "--baseline", _scratch["audit.json"]).ShouldFail(ExitCode.BrokenFile, "audit.json", "the JSON that a checkup wrote");
        Checkup(Sick, "--baseline", _scratch["missing.json"]).ShouldFail(ExitCode.BrokenFile, "missing.json");
        Checkup(Sick, "--fail-on", "grave").ShouldFail(ExitCode.WrongUsage, "--fail-on", "grave");
        Checkup(Sick, "--sarif", Path.Combine(_scratch["nowhere"], "x.sarif")).ShouldFail(ExitCode.BrokenFile, "nowhere");
        Directory.Exists(_scratch["out"]).ShouldBeFalse();
    }

    private Invocation Checkup(string recipe, params string[] options) => Invocation.Of(["checkup", recipe, "--output", _scratch["out"], .. options]);
}
