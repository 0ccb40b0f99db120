using System.Text.Json;
using Relumine.Cli.Sessions;
using Relumine.Engine.Networks;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine verify</c>.</summary>
public sealed class VerifyCommandTests : IDisposable
{
    private const string Box = "(declare-const X_0 Real)(declare-const X_1 Real)(assert (>= X_0 -1))(assert (<= X_0 1))(assert (>= X_1 -1))(assert (<= X_1 1))";

    private readonly TinyNetwork _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void WhatARectifierCannotDoIsProven()
    {
        var run = Invocation.Of("verify", Model(), Property("(assert (<= Y_0 -0.1))"));

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("proven");
        run.Out.ShouldContain("unsat");
    }

    [Fact]
    public void WhatItCanDoIsShownByAnInputThatRunTakes()
    {
        var run = Invocation.Of(
            "verify", Model(), Property("(assert (or (<= Y_0 -0.1) (and (<= Y_1 0) (>= Y_2 0))))"), "--json", "-", "--witness", _scratch["w.npy"], "-q");

        run.Code.ShouldBe(ExitCode.GateFailed, run.Error);
        using var document = JsonDocument.Parse(run.Out);
        var root = document.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("relumine.property/1");
        root.GetProperty("verdict").GetString().ShouldBe("refuted");
        root.GetProperty("witnessCase").GetInt32().ShouldBe(1);
        root.GetProperty("output")[1].GetDouble().ShouldBe(0);
        Invocation.Of("run", Model(), "--data", _scratch["w.npy"], "-o", _scratch["y.npy"]).Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void AWitnessCanBeATable()
    {
        Invocation.Of("verify", Model(), Property("(assert (>= Y_0 0))"), "--witness", _scratch["w.csv"]).Code.ShouldBe(ExitCode.GateFailed);

        File.ReadAllLines(_scratch["w.csv"])[0].ShouldBe("X_0,X_1");
    }

    [Fact]
    public void WhatWasNotSettledIsOpenAndFails()
    {
        var deep = Network.Input(2).Dense(64).Relu().Dense(64).Relu().Dense(64).Relu().Dense(64).Relu().Dense(1).Build(1);
        OnnxModel.Save(deep, _scratch["deep.onnx"]);

        var run = Invocation.Of("verify", _scratch["deep.onnx"], Property("(assert (>= Y_0 20))"), "--budget", "0");

        run.Code.ShouldBe(ExitCode.GateFailed, run.Error);
        run.Out.ShouldContain("unknown");
    }

    [Fact]
    public void AFileThatIsNoneIsRefused()
    {
        Invocation.Of("verify", Model(), _scratch["none.vnnlib"]).ShouldFail(ExitCode.BrokenFile, "there is no such file");
        Invocation.Of("verify", Model(), Property("(assert (>= Y_9 0))")).ShouldFail(ExitCode.WrongUsage, "speaks of Y_9");
        Invocation.Of("verify", Model(), Property("(assert (>= Y_0 0))"), "--budget", "-1").ShouldFail(ExitCode.WrongUsage, "--budget takes");
    }

    // Answers that are published for these networks: property 2 of Katz et al. 2017 holds for the first network and not for the second.
    [SharedTheory("models/acasxu_1_1/model.onnx")]
    [InlineData("acasxu_1_1", "proven")]
    [InlineData("acasxu_1_2", "refuted")]
    public void TheSecondPropertyOfAcasXuIsAnsweredAsPublished(string network, string verdict)
    {
        (double Low, double High)[] box = [(0.6, 0.679857769), (-0.5, 0.5), (-0.5, 0.5), (0.45, 0.5), (-0.5, -0.45)];
        var text = string.Concat(box.Select((b, i) =>
            FormattableString.Invariant($"(declare-const X_{i} Real)(assert (>= X_{i} {b.Low}))(assert (<= X_{i} {b.High}))")));
        File.WriteAllText(_scratch["two.vnnlib"], text + string.Concat(Enumerable.Range(1, 4).Select(i => $"(assert (<= Y_{i} Y_0))")));

        var run = Invocation.Of("verify", Shared.Path($"models/{network}/model.onnx"), _scratch["two.vnnlib"], "--json", "-", "-q");

        JsonDocument.Parse(run.Out).RootElement.GetProperty("verdict").GetString().ShouldBe(verdict);
    }

    private string Model()
    {
        OnnxModel.Save(Network.Input(2).Dense(6).Relu().Dense(3).Relu().Build(3), _scratch["rectifiers.onnx"]);
        return _scratch["rectifiers.onnx"];
    }

    private string Property(string conditions)
    {
        File.WriteAllText(_scratch["property.vnnlib"], Box + conditions);
        return _scratch["property.vnnlib"];
    }
}
