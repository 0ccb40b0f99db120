using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Data.Writing;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine audit --box</c>: what is true for every input.</summary>
public sealed class AuditBoxTests : IDisposable
{
    private readonly TinyNetwork _tiny = new();
    private readonly string _model;
    private readonly string _data;

    public AuditBoxTests()
    {
        _model = _tiny.Save("N");
        _data = _tiny.Text("x.csv", "0,0\n1,0\n0.5,1\n0,1\n");
    }

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [InlineData("0..1", 1, 0, 1)]
    [InlineData("data", 1, 0, 1)]
    [InlineData("data+10%", 1, 0, 1)]
    [InlineData("-0.75..1", 0, 1, 1)]
    [InlineData("-2..1", 0, 1, 0)]
    public void EachDeadUnitIsProvenOrRefuted(string box, int proven, int refuted, int alwaysOn)
    {
        // Unit 1 fires where x₀ + x₁ < −½, unit 2 is off where x₀ + x₁ < −2.
        var run = Invocation.Of("audit", _model, "--data", _data, "--box", box, "--json", "-");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("box").GetProperty("range").GetString().ShouldBe(box);
        var proofs = json.RootElement.GetProperty("layers")[0].GetProperty("proofs");
        proofs.GetProperty("provenDead").GetInt32().ShouldBe(proven);
        proofs.GetProperty("refutedDead").GetInt32().ShouldBe(refuted);
        proofs.GetProperty("openDead").GetInt32().ShouldBe(0);
        proofs.GetProperty("provenAlwaysOn").GetInt32().ShouldBe(alwaysOn);
        proofs.GetProperty("provenConstant").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void DimensionsThatTheModelLeavesOpenAreThoseOfTheData()
    {
        // Height and width; the pool needs two of each.
        var network = Network.Input(1, 2, 2).Conv(3, 1).Relu().MaxPool(2).Flatten().Dense(2).Build(1);
        var (model, data) = (_tiny["open.onnx"], _tiny["pictures.npy"]);
        var graph = network.Graph;
        var input = graph.Inputs[0] with { Dims = new Dimension[] { "N", 1, "h", "w" } };
        OnnxModel.Save(network with { Graph = graph with { Inputs = new[] { input } } }, model);
        NpyWriter.Write(data, ModelTensor.Of<float>(new Shape(3, 1, 2, 2), 0, 1, 2, 3, 1, 1, 1, 1, -1, 0, 0, 2));

        Invocation.Of("audit", model, "--data", data, "--box", "-1..3").Code.ShouldBe(ExitCode.Done);
        Invocation.Of("audit", model, "--data", data, "--margin", "0.01").Code.ShouldBe(ExitCode.Done);
        Invocation.Of("regions", model, "--data", data, "--line", "0", "2").Code.ShouldBe(ExitCode.Done);
        var unsaid = Invocation.Of("regions", model, "--line", "0,0,0,0", "1,1,1,1");
        unsaid.Code.ShouldNotBe(ExitCode.Done);
        unsaid.Error.ShouldContain("Dimensions without a number were taken as 1");
        unsaid.Error.ShouldNotContain("inconsistent");
    }

    [Fact]
    public void WitnessesAreKeptAndGatesCanAskForProof()
    {
        var box = _tiny.Text("box.csv", "-1,-1\n1,1\n");

        var run = Invocation.Of("audit", _model, "--data", _data, "--box", box, "--witnesses", _tiny["w.csv"], "--fail-on", "refuted", "--require-proof");

        run.Code.ShouldBe(ExitCode.GateFailed, run.Error);
        run.Error.ShouldContain("failed: --fail-on: ");
        run.Error.ShouldContain("failed: --require-proof: ");
        run.Out.ShouldContain("1 refuted");
        File.ReadAllLines(_tiny["w.csv"]).ShouldBe(["layer,unit,x0,x1", "a,1,-1,-1"]);
        Invocation.Of("audit", _model, "--data", _data, "--box", "0..1", "--fail-on", "refuted", "--require-proof").Code.ShouldBe(ExitCode.Done);
    }

    [Theory]
    [InlineData("--require-proof")]
    [InlineData("--fail-on", "refuted")]
    public void ProofsNeedABox(params string[] options)
    {
        var run = Invocation.Of(["audit", _model, "--data", _data, .. options]);

        run.Code.ShouldNotBe(ExitCode.Done);
        run.Error.ShouldContain("--box");
    }
}
