using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Predictions;

/// <summary><c>relumine run --csv</c> of networks from elsewhere: their numbers, and a class only where one is meant or asked for.</summary>
public sealed class ForeignPredictionTests : IDisposable
{
    private const string FourSamples = "0,0\n1,0\n0.5,1\n0,1\n";
    private static readonly string[] s_expected = ["1", "2.5", "2.25", "1.5"];

    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    public static TheoryData<string> Batches => ["N", "1", "4"];

    [Theory]
    [MemberData(nameof(Batches))]
    public void EveryRowHasItsLineWhateverTheBatch(string batch)
    {
        var model = _tiny.Save(int.TryParse(batch, out var fixedBatch) ? fixedBatch : (Dimension)batch);
        var table = PredictedTable.Of(model, _tiny.Text("x.csv", FourSamples));
        table.Headings.ShouldBe(["row", "y"]);
        table.Column(1).ShouldBe(s_expected);
    }

    [Fact]
    public void ArraysAndTheTableComeFromOneRun()
    {
        var run = Invocation.Of("run", _tiny.Save("N"), "--data", _tiny.Text("x.csv", FourSamples), "--csv", _tiny["p.csv"], "-o", _tiny["out"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        File.Exists(Path.Combine(_tiny["out"], "y.npy")).ShouldBeTrue();
        File.ReadLines(_tiny["p.csv"]).Count().ShouldBe(5);
    }

    [Theory]
    [InlineData(false, false, "row y[0] y[1] y[2]", "1 1 1 3")]
    [InlineData(false, true, "row prediction y[0] y[1] y[2]", "1 2 1 1 3")]
    [InlineData(true, false, "row prediction y[0] y[1] y[2]", "1 2 0.10650698 0.10650698 0.78698605")]
    public void AClassIsNamedWhereTheNetworkEndsInSoftmaxOrTheUserAsks(bool softmax, bool argmax, string headings, string row)
    {
        var model = Linear(3, softmax);
        var table = PredictedTable.Of(model, Text(model), argmax ? ["--argmax"] : []);
        table.Headings.ShouldBe(headings.Split(' '));
        table.Rows[0].ShouldBe(row.Split(' '));
    }

    [Fact]
    public void ATableHasNoMoreColumnsThanSpreadsheets()
    {
        var model = Linear(16_385, softmax: false);
        Invocation.Of("run", model, "--data", Text(model), "--csv", _tiny["p.csv"]).ShouldFail(ExitCode.WrongUsage, "16,385 numbers", "16,384", "--output DIR");
        File.Exists(_tiny["p.csv"]).ShouldBeFalse();
    }

    [Fact]
    public void OverflowLeavesFieldsEmptyAndIsTold()
    {
        var run = Invocation.Of("run", _tiny.Save("N"), "--data", _tiny.Text("x.csv", "1,0\n3e38,3e38\n"), "--csv", _tiny["p.csv"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        File.ReadAllLines(_tiny["p.csv"])[1..].ShouldBe(["1,2.5", "2,"]);
        run.Error.ShouldContain("first in row 2");
    }

    [Theory]
    [InlineData("", "--csv FILE.csv", "--output DIR")]
    [InlineData("-o OUT --argmax", "--argmax", "--csv FILE.csv")]
    [InlineData("--csv P --argmax", "--argmax", "'y' Float32 [1]")]
    [InlineData("--csv DATA", "write over", "DATA")]
    [InlineData("--csv MODEL", "write over", "MODEL")]
    public void WhatCannotBeMeantIsAnswered(string options, string what, string next)
    {
        var files = new Dictionary<string, string>
        {
            ["OUT"] = _tiny["out"],
            ["P"] = _tiny["p.csv"],
            ["DATA"] = _tiny.Text("x.csv", FourSamples),
            ["MODEL"] = _tiny.Save("N"),
        };
        string Path(string word) => files.GetValueOrDefault(word, word);
        var run = Invocation.Of(["run", files["MODEL"], "--data", files["DATA"], .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Path)]);
        run.ShouldFail(ExitCode.WrongUsage, what, Path(next));
        File.Exists(files["P"]).ShouldBeFalse();
        File.ReadAllText(files["DATA"]).ShouldBe(FourSamples);
    }

    [Fact]
    public void NothingIsLeftOfATableThatWasNotFinished()
    {
        var (model, data) = (_tiny.Save("N"), _tiny.Text("x.csv", FourSamples));
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Invocation.Of(stop.Token, "run", model, "--data", data, "--csv", _tiny["p.csv"]).Code.ShouldBe(ExitCode.Canceled);
        Directory.GetFiles(_tiny.Folder).Select(Path.GetFileName).Order().ShouldBe(["tiny.onnx", "x.csv"]);
    }

    [Fact]
    public void NamesOfOutputsAreNoFormulas()
    {
        var tiny = TinyNetwork.Model("N");
        const string Name = "=cmd|' /C calc'!A0";
        var graph = tiny.Graph with
        {
            Outputs = new[] { tiny.Graph.Outputs[0] with { Name = Name } },
            Nodes = tiny.Graph.Nodes.Select(n => n with
            {
                Outputs = n.Outputs.Select(o => o == "y" ? Name : o).ToArray(),
            }).ToArray(),
        };
        OnnxModel.Save(tiny with { Graph = graph }, _tiny["named.onnx"]);
        PredictedTable.Of(_tiny["named.onnx"], _tiny.Text("x.csv", FourSamples)).Headings.ShouldBe(["row", "'" + Name]);
    }

    private string Text(string model) => _tiny.Text(Path.GetFileName(model) + ".csv", "1,2\n");

    // y = [1, …, 1, 3] · x₀, or its softmax.
    private string Linear(int outputs, bool softmax)
    {
        var weights = Enumerable.Repeat(1f, outputs).Concat(Enumerable.Repeat(0f, outputs)).ToArray();
        weights[outputs - 1] = 3;
        Node[] nodes = [new("dense", new Gemm(), new[] { "x", "w" }, new[] { softmax ? "z" : "y" })];
        var model = new Model(
            new ModelGraph(
                "linear",
                new ValueInfo[] { new("x", ElementType.Float32, new Dimension[] { "N", 2 }) },
                new ValueInfo[] { new("y", ElementType.Float32, new Dimension[] { "N", outputs }) },
                softmax ? [.. nodes, new("softmax", new Softmax(), new[] { "z" }, new[] { "y" })] : nodes),
            new Dictionary<string, ModelTensor> { ["w"] = ModelTensor.Of<float>(new Shape(2, outputs), weights) });
        OnnxModel.Save(model, _tiny["linear.onnx"]);
        return _tiny["linear.onnx"];
    }
}
