using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine trim</c>: the file, the promise, and what is refused.</summary>
public sealed class TrimCommandTests : IDisposable
{
    private readonly TinyNetwork _tiny = new();
    private readonly string _model;
    private readonly string _data;

    public TrimCommandTests()
    {
        _model = _tiny.Save("N");
        _data = _tiny.Text("x.csv", "0,0\n1,0\n0.5,1\n0,1\n");
    }

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public void WritesASmallerModelAndSaysWhatItPromises()
    {
        var run = Trim();

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("1 unit removed: 12 → 8 parameters (−33.3 %).");
        run.Out.ReplaceLineEndings(" ").ShouldContain("Observed, not proven: the removed units never fired on 4 samples");
        run.Out.ShouldContain("The output on 4 samples is the same, bit for bit.");
        run.Out.ShouldContain("4 samples are few");
        run.Out.ShouldContain($"Written: {_tiny["out.onnx"]}");
        run.Error.ShouldStartWith("CSV: ");
        Trim("--quiet").Error.ShouldBeEmpty();
        var trimmed = OnnxModel.Load(_tiny["out.onnx"]);
        trimmed.Weights["w"].ToDoubles().ShouldBe([1, 0.5, 0, 0.5]);
        trimmed.Weights["b"].ToDoubles().ShouldBe([0, 1]);
        trimmed.Metadata["relumine.trim.evidence"].ShouldBe("observed on 4 samples");
        trimmed.Metadata["relumine.trim.removed"].ShouldBe("a: 1 of 3");
    }

    [Fact]
    public void APageShowsTheLayersBeforeAndAfter()
    {
        var run = Trim("--html", _tiny["trim.html"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain($"report: {_tiny["trim.html"]}");
        File.ReadAllText(_tiny["trim.html"]).ShouldContain("3 → 2");
        run.Out.ReplaceLineEndings(" ").ShouldMatch("Time: one sample .* ms before, .* ms after .* 4 samples at once .* ms before, .* ms after");
    }

    [Fact]
    public void OverABoxWhatAnInputFiresStaysUnlessTheDataAreToDecide()
    {
        var careful = Trim("--box", "-9..9");
        var bold = Trim("--box", "-9..9", "--observed");

        careful.Out.ShouldContain("Nothing to remove: 1 unit is dead, but none can go.");
        careful.Out.ReplaceLineEndings(" ").ShouldContain("an input of the box fires it, on which the network would change");
        careful.Out.ReplaceLineEndings(" ").ShouldContain("--observed removes it all the same");
        bold.Out.ShouldContain("1 unit removed: 12 → 8 parameters");
        Trim("--box", "data", "--only-proven").Out.ReplaceLineEndings(" ").ShouldContain("Proven: the removed units are dead for every input of the box data.");
        var lost = Trim("--observed");
        lost.Code.ShouldBe(ExitCode.WrongUsage);
        lost.Error.ShouldContain("--observed needs --box");
    }

    [Fact]
    public void WithARangeOfTheInputsItIsProven()
    {
        var run = Trim("--only-proven", "--input-range", "0..");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("Proven: the removed units are dead for every input from 0 on.");
        OnnxModel.Load(_tiny["out.onnx"]).Metadata["relumine.trim.evidence"].ShouldBe("proven for every input from 0 on");
    }

    [Fact]
    public void WhatIsOnlyObservedStaysIfProofIsAskedFor()
    {
        var run = Trim("--only-proven");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ReplaceLineEndings(" ").ShouldContain("Nothing to remove: 1 unit is dead, but none can go. No file was written.");
        run.Out.ShouldContain("observed to be dead, not proven");
        File.Exists(_tiny["out.onnx"]).ShouldBeFalse();
    }

    [Fact]
    public void JsonHasEverything()
    {
        var run = Trim("--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("relumine.trim/1");
        root.GetProperty("model").GetProperty("parameters").GetInt32().ShouldBe(12);
        root.GetProperty("parameters").GetInt32().ShouldBe(8);
        root.GetProperty("output").GetString().ShouldBe(_tiny["out.onnx"]);
        root.GetProperty("promise").GetString().ShouldBe("observed");
        root.GetProperty("layers")[0].GetProperty("removedUnits")[0].GetInt32().ShouldBe(1);
        root.GetProperty("outputs")[0].GetProperty("sameBits").GetBoolean().ShouldBeTrue();
        root.TryGetProperty("network", out _).ShouldBeFalse();
        File.Exists(_tiny["out.onnx"]).ShouldBeTrue();
    }

    [Fact]
    public void AnEarlierFileIsReplacedAndTheEvidenceAddsUp()
    {
        File.WriteAllText(_tiny["out.onnx"], "old");
        Trim("--only-proven", "--input-range", "0..1").Code.ShouldBe(ExitCode.Done);
        var half = _tiny.Text("half.csv", "0,0\n0,1\n0,0.5\n0,1\n");

        Invocation.Of("trim", _tiny["out.onnx"], "--data", half, "-o", _tiny["twice.onnx"], "--only-dead").Code.ShouldBe(ExitCode.Done);

        OnnxModel.Load(_tiny["twice.onnx"]).Metadata["relumine.trim.evidence"].ShouldBe("proven for every input from 0 to 1; observed on 4 samples");
        OnnxModel.Load(_tiny["twice.onnx"]).Metadata["relumine.trim.removed"].ShouldBe("a: 1 of 3; a: 1 of 2");
        Directory.GetFiles(_tiny.Folder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public void TheModelItselfIsNeverOverwritten()
    {
        var before = File.ReadAllBytes(_model);

        Invocation.Of("trim", _model, "--data", _data, "-o", _model).ShouldFail(ExitCode.WrongUsage, "is the model itself");
        Invocation
            .Of("trim", _model, "--data", _data, "-o", Path.Combine(_tiny.Folder, ".", "tiny.onnx"))
            .ShouldFail(ExitCode.WrongUsage, "is the model itself");
        Invocation.Of("trim", _model, "--data", _data, "-o", _data).ShouldFail(ExitCode.WrongUsage, "is where the data are");

        File.ReadAllBytes(_model).ShouldBe(before);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Invocation.Of("trim", _model, "--data", _data).ShouldFail(ExitCode.WrongUsage, "--output");
        Invocation.Of("trim", _model, "-o", _tiny["out.onnx"]).ShouldFail(ExitCode.WrongUsage, "No data are given");
        Invocation.Of("trim", _tiny["none.onnx"], "--data", _data, "-o", _tiny["out.onnx"]).ShouldFail(ExitCode.BrokenFile, "none.onnx");
        Invocation.Of("trim", _model, "--data", _data, "-o", _tiny["no/where.onnx"]).ShouldFail(ExitCode.BrokenFile, "there is no folder");
        Trim("--input-range", "1").ShouldFail(ExitCode.WrongUsage, "--input-range takes LOW..HIGH", "'1'");
        Trim("--input-range", "1..0").ShouldFail(ExitCode.WrongUsage, "--input-range takes LOW..HIGH");
        Trim("--input-range", "0..0.5").ShouldFail(ExitCode.WrongUsage, "from 0 to 0.5", "from 0 to 1");
        File.Exists(_tiny["out.onnx"]).ShouldBeFalse();
    }

    [Fact]
    public void CanceledNothingIsWritten()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Invocation.Of(stop.Token, "trim", _model, "--data", _data, "-o", _tiny["out.onnx"]).Code.ShouldBe(ExitCode.Canceled);

        File.Exists(_tiny["out.onnx"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    public void TheConsoleKeepsToItsWidth(int width)
    {
        var run = Invocation.In(width, unicode: false, CancellationToken.None, "trim", _model, "--data", _data, "-o", _tiny["out.onnx"]);

        run.Out.Split('\n').Where(l => l.Length > width && !l.Contains(_tiny.Folder, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private Invocation Trim(params string[] more) => Invocation.Of(["trim", _model, "--data", _data, "-o", _tiny["out.onnx"], .. more]);
}
