using System.Text.Json;
using Google.Protobuf;
using Relumine.Cli.Conformance;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Tests;
using Outcome = Relumine.Cli.Conformance.Verdict;

namespace Relumine.Cli.Tests.Conformance;

/// <summary><c>relumine conformance</c> over small tests that pass, fail and are refused.</summary>
public sealed class ConformanceCommandTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CountsWhatPassesAndWhatIsRefused()
    {
        Add("a/good", 0, 22, 28);
        Add("b/strange", 0, 22, 28, operation: "NoSuchThing");

        var run = Invocation.Of("conformance", _folder.Path);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var rows = run.Out.Split('\n').Select(line => string.Join(' ', line.Split(['│', ' '], StringSplitOptions.RemoveEmptyEntries))).ToArray();
        rows.ShouldContain("a 1 1 0 0");
        rows.ShouldContain("b 1 0 0 1");
        rows.ShouldContain("all 2 1 0 1");
        rows.ShouldContain("1 × Operator NoSuchThing is not known to Relumine");
    }

    [Fact]
    public void AWrongOutputFailsTheTestAndTheCommand()
    {
        Add("good", 0, 22, 28);
        Add("wrong", 0, 22, 28.1f);

        var run = Invocation.Of("conformance", _folder.Path);

        run.Code.ShouldBe(ExitCode.GateFailed);
        run.Out.ShouldContain("wrong: output 'y' differs in 1 of 2 elements, first in element 1: 28; expected 28.1");
        run.Out.ShouldNotContain("good:");
    }

    [Fact]
    public void WritesJsonAlone()
    {
        Add("good", 0, 22, 28);
        Add("strange", 0, 22, 28, operation: "NoSuchThing");

        var run = Invocation.Of("conformance", _folder.Path, "--json", "-");

        using var json = JsonDocument.Parse(run.Out);
        var root = json.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("relumine.conformance/1");
        (root.GetProperty("passed").GetInt32(), root.GetProperty("failed").GetInt32(), root.GetProperty("refused").GetInt32()).ShouldBe((1, 0, 1));
        var strange = root.GetProperty("tests").EnumerateArray().Last();
        strange.GetProperty("name").GetString().ShouldBe("strange");
        strange.GetProperty("verdict").GetString().ShouldBe("refused");
        strange.GetProperty("reason").GetString()!.ShouldContain("NoSuchThing");
    }

    [Fact]
    public void AFolderWithoutTestsIsAnError() =>
        Invocation.Of("conformance", _folder.Path).ShouldFail(ExitCode.BrokenFile, "holds no ONNX tests", "test_data_set_0");

    [Fact]
    public void ABrokenFileFailsItsTestOnly()
    {
        Add("good", 0, 22, 28);
        Add("broken", 0, 22, 28);
        File.WriteAllBytes(_folder.File("broken/test_data_set_0/output_0.pb"), []);

        var results = ConformanceSuite.Run(_folder.Path, threads: 2);

        results.Select(r => (r.Name, r.Verdict)).ShouldBe([("broken", Outcome.Failed), ("good", Outcome.Passed)]);
        results[0].Reason.ShouldContain("output_0.pb is empty");
    }

    [Fact]
    public void AfterAStopNoTestIsBegun()
    {
        Add("good", 0, 22, 28);

        Invocation.Of(new CancellationToken(canceled: true), "conformance", _folder.Path).Code.ShouldBe(ExitCode.Canceled);
        ConformanceSuite.Run(_folder.Path, threads: 1, stop: new CancellationToken(canceled: true)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, 1.00099, true)]
    [InlineData(1, 1.0012, false)]
    [InlineData(0, 0.99e-5, true)]
    [InlineData(0, 1.1e-5, false)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(1, double.NaN, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, false)]
    [InlineData(double.PositiveInfinity, 1e300, false)]
    public void NumbersMayDifferALittle(double expected, double given, bool close) =>
        (Closeness.Difference(ModelTensor.Scalar(given), ModelTensor.Scalar(expected)) is null).ShouldBe(close);

    [Fact]
    public void IntegersShapesAndTypesMayNotDiffer()
    {
        Closeness.Difference(ModelTensor.Vector(1_000_001L), ModelTensor.Vector(1_000_000L)).ShouldNotBeNull();
        Closeness.Difference(ModelTensor.Vector(true, false), ModelTensor.Vector(true, true)).ShouldNotBeNull();
        Closeness.Difference(ModelTensor.Vector(1f), ModelTensor.Scalar(1f)).ShouldBe("is Float32 [1]; expected Float32 []");
        Closeness.Difference(ModelTensor.Vector(1.0), ModelTensor.Vector(1f)).ShouldNotBeNull();
        Closeness.Difference(ModelTensor.Vector(7), ModelTensor.Vector(7)).ShouldBeNull();
    }

    /// <summary>A test of x → Gemm → Relu; for x = (1, 2, 3) with the weights of <see cref="ModelFolder.Dense"/>.</summary>
    private void Add(string name, float bias, float first, float second, string operation = "Relu")
    {
        Directory.CreateDirectory(_folder.File(name + "/test_data_set_0"));
        var model = ModelFolder.Dense();
        model.Graph.Initializer[1] = ModelFolder.Floats("b", [2], bias, 0);
        model.Graph.Node[1].OpType = operation;
        _folder.Write(model, name + "/model.onnx");
        _folder.Write(ModelFolder.Floats("x", [1, 3], 1, 2, 3).ToByteArray(), name + "/test_data_set_0/input_0.pb");
        _folder.Write(ModelFolder.Floats("y", [1, 2], first, second).ToByteArray(), name + "/test_data_set_0/output_0.pb");
    }
}
