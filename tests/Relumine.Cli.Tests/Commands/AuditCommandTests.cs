using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine audit</c>: the result, and what goes where.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly TinyNetwork _tiny = new();
    private readonly string _model;
    private readonly string _data;

    public AuditCommandTests()
    {
        _model = _tiny.Save("N");
        _data = _tiny.Text("x.csv", "0,0\n1,0\n0.5,1\n0,1\n");
    }

    public void Dispose() => _tiny.Dispose();

    // As many different samples as it takes to tell a dead unit from a rare one.
    private string Many => _tiny.Text(
        "many.csv",
        string.Concat(Enumerable.Range(0, 2100).Select(i => FormattableString.Invariant($"{i % 2},{i / 2100.0}\n")))
    );

    [Fact]
    public void AnotherRuntimeIsAnotherProgramWhichHasToBeInstalled()
    {
        var run = Invocation.Of("audit", _model, "--data", _data, "--runtime", "onnxruntime");

        run.Code.ShouldBe(ExitCode.WrongUsage, run.Error);
        run.Error.ShouldContain("dotnet tool install --global Relumine.OnnxRuntime.Cli");
    }

    [Fact]
    public void TellsTheUnitsApart()
    {
        var run = Invocation.Of("audit", _model, "--data", _data, "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.audit/1");
        var layer = json.RootElement.GetProperty("layers")[0];
        layer.GetProperty("name").GetString().ShouldBe("a");
        layer.GetProperty("deadUnits").EnumerateArray().Select(u => u.GetInt32()).ShouldBe([1]);
        layer.GetProperty("firingCounts").EnumerateArray().Select(u => u.GetInt64()).ShouldBe([2, 0, 4]);
        layer.GetProperty("alwaysOn").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void TheConsoleShowsTableBoundAndFindings()
    {
        var run = Invocation.Of("audit", _model, "--data", _data);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("1 (33 %)");
        run.Out.ShouldContain("1 of 3 units never fired.");
        run.Out.ShouldContain("observed, not proven");
        run.Out.ReplaceLineEndings(" ").ShouldContain("less than 52.7 % of such inputs (1 − 0.05^(1/N)");
        run.Out.ShouldContain("dead-units");
        run.Error.ShouldStartWith("CSV: ");
        Invocation.Of("audit", _model, "--data", _data, "--quiet").ShouldBe(run with { Error = "" });
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(200)]
    public void TheConsoleKeepsToItsWidth(int width)
    {
        var run = Invocation.In(width, unicode: false, CancellationToken.None, "audit", _model, "--data", _data);

        var path = run.Out.Split('\n').Where(l => !l.Contains(_tiny.Folder, StringComparison.Ordinal));
        path.Where(l => l.Length > width).ShouldBeEmpty();
        run.Out.ShouldContain("largest a");
    }

    [Fact]
    public void FilesAreWrittenAndNamedOnStandardError()
    {
        var run = Invocation.Of("audit", _model, "--data", _data, "--json", _tiny["a.json"], "--html", _tiny["a.html"], "--units", _tiny["u.csv"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain(_tiny["a.html"]);
        run.Out.ShouldNotContain(_tiny["a.html"]);
        File.ReadAllText(_tiny["a.html"]).ShouldContain("</html>");
        var units = File.ReadAllLines(_tiny["u.csv"]);
        units[0].ShouldStartWith("layer,unit,verdict,firingRate,");
        units[2].ShouldStartWith("a,1,dead,0,-0.5,");
        units.Length.ShouldBe(4);
    }

    [Fact]
    public void LabelsGiveFiringByClass()
    {
        // The tiny network has one output, which tells no classes apart, so labels are refused with a reason.
        var labels = _tiny.Text("y.csv", "0\n1\n1\n0\n");

        Invocation.Of("audit", _model, "--data", _data, "--labels", labels).ShouldFail(ExitCode.WrongUsage, "'y'", "classes");
    }

    [Theory]
    [InlineData("--max-dead 0", "--max-dead: 1 of 3 units")]
    [InlineData("--max-dead 30%", "--max-dead: 1 of 3 units")]
    [InlineData("--max-dead-layer 30%", "--max-dead-layer: 1 of 3 units")]
    [InlineData("--fail-on info", "dead-units")]
    [InlineData("--fail-on always-on-units", "always-on-units")]
    public void GatesFailWithOne(string gate, string why)
    {
        var run = Invocation.Of(["audit", _model, "--data", Many, .. gate.Split(' ')]);

        run.Code.ShouldBe(ExitCode.GateFailed);
        run.Error.ShouldContain(why);
        run.Out.ShouldContain("never fired");
    }

    [Theory]
    [InlineData("--max-dead 1")]
    [InlineData("--max-dead 34%")]
    [InlineData("--fail-on critical")]
    public void GatesThatHoldPass(string gate) =>
        Invocation.Of(["audit", _model, "--data", Many, .. gate.Split(' ')]).Code.ShouldBe(ExitCode.Done);

    [Fact]
    public void WithABaselineOnlyWhatIsNewFails()
    {
        Invocation.Of("audit", _model, "--data", Many, "--json", _tiny["before.json"]).Code.ShouldBe(ExitCode.Done);

        Invocation
            .Of("audit", _model, "--data", Many, "--max-dead", "0", "--fail-on", "info", "--baseline", _tiny["before.json"])
            .Code.ShouldBe(ExitCode.Done);
    }

    [Theory]
    [InlineData("--max-dead 0")]
    [InlineData("--max-dead-layer 0%")]
    [InlineData("--fail-on info")]
    public void OnTooFewSamplesAGateDoesNotJudgeAndSaysSo(string gate)
    {
        // Four rows, or the same four again and again: no more is known of the units.
        foreach (var data in new[] { _data, _tiny.Text("again.csv", string.Concat(Enumerable.Repeat(File.ReadAllText(_data), 800))) })
        {
            var run = Invocation.Of(["audit", _model, "--data", data, "-q", .. gate.Split(' ')]);

            run.Code.ShouldBe(ExitCode.Done, run.Error);
            run.Error.ShouldStartWith("not judged: dead and rare units of 1 of 1 layer");
            run.Error.ShouldContain("at least 2,048 are needed");
            run.Out.ReplaceLineEndings(" ").ShouldContain("less than 52.7 % of such inputs");
        }
    }

    [Fact]
    public void AnOutputThatIsCutOffIsABlockedHeadOfTheModelAsItIsRun()
    {
        // y = max(0, −sum), and the sum is above 0 everywhere: unit 2 is always on.
        var tiny = TinyNetwork.Model("N");
        var nodes = tiny.Graph.Nodes.Select(n => n.Name == "sum" ? new Node("sum", n.Op, n.Inputs, new[] { "s" }) : n);
        var graph = new ModelGraph(
            "cut", tiny.Graph.Inputs, tiny.Graph.Outputs,
            (Node[])[.. nodes, new Node("cut", new Activate(Activation.Of(Relu.Default)), new[] { "s" }, new[] { "y" })]);
        var weights = new Dictionary<string, ModelTensor>(tiny.Weights) { ["v"] = ModelTensor.Of<float>(new Shape(3, 1), -1, -1, -1) };
        OnnxModel.Save(new Model(graph, weights), _tiny["cut.onnx"]);

        var run = Invocation.Of("audit", _tiny["cut.onnx"], "--data", Many, "-q");

        run.Out.ShouldContain("The output 'y' is blocked");
        run.Out.ShouldContain("critical blocked-output-head");
        run.Out.ShouldContain("output-activation");
        run.Out.ShouldNotContain("collapsed-layer");
    }

    [Fact]
    public void SamplesAndLayersLimit()
    {
        var run = Invocation.Of("audit", _model, "--data", _data, "--samples", "2", "--layer", "a", "--json", "-");

        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("data").GetProperty("samples").GetInt64().ShouldBe(2);
        Invocation.Of("audit", _model, "--data", _data, "--layer", "b").ShouldFail(ExitCode.WrongUsage, "'b'", "'a'");
    }

    [Fact]
    public void ThreadsAndPrecisionDoNotChangeTheCounts()
    {
        string[] given = ["audit", _model, "--data", _data, "--json", "-"];
        var one = Invocation.Of([.. given, "--threads", "1"]);
        var two = Invocation.Of([.. given, "--threads", "2"]);

        two.Out.ShouldBe(one.Out);
        Invocation.Of([.. given, "--precision", "double"]).Out.ShouldContain("\"firingCounts\": [2, 0, 4]");
    }

    [Fact]
    public void CanceledBeforeTheFirstBlockEndsWith130()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Invocation.Of(stop.Token, "audit", _model, "--data", _data).Code.ShouldBe(ExitCode.Canceled);
    }
}
