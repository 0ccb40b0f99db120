using System.Text;
using Relumine.Cli.Sessions;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary>A messy table, trained on and given to the model again.</summary>
public sealed class TableRoundTripTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    public TableRoundTripTests()
    {
        var (text, random) = (new StringBuilder("id;area;city;since;share;kind\n"), new Random(5));
        for (var i = 0; i < 120; i++)
        {
            var area = 40 + (random.NextDouble() * 90);
            string Gap(string value) => random.Next(9) == 0 ? "" : value;
            string[] fields =
            [
                $"N-{i}", Gap($"{(int)area},{i % 10}"), Gap(i % 3 == 0 ? "Köln" : "Ulm"), Gap($"2024-0{(i % 9) + 1}-11"), Gap($"{i % 90} %"),
                area > 85 ? "house" : "flat",
            ];
            text.AppendJoin(';', fields).Append('\n');
        }

        File.WriteAllText(_scratch["flats.csv"], text.ToString(), Encoding.Latin1);
        _scratch.Text("r.json", """
            { "data": { "csv": { "path": "flats.csv", "missing": { "indicator": true } }, "validation": 0.2, "standardize": true },
              "model": [ { "dense": 8 }, "relu", { "dense": 2 } ], "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.02 } }, "epochs": 40 }
            """);
        Invocation.Of("train", _scratch["r.json"], "--output", _scratch["out"]).Code.ShouldBe(ExitCode.Done);
    }

    private string Model => Path.Combine(_scratch["out"], "model.onnx");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AuditFindsTheLabelsOfTheRawTableByItself()
    {
        var run = Invocation.Of("audit", Model, "--data", _scratch["flats.csv"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("of 120 labels");
        run.Error.ShouldContain("filled with");
    }

    [Fact]
    public void RawAndPreparedRowsGiveTheSameOutputs()
    {
        Invocation.Of("run", Model, "--data", _scratch["flats.csv"], "--output", _scratch["raw"]).Code.ShouldBe(ExitCode.Done);
        foreach (var file in (string[])["x.npy", "x.csv"])
        {
            var saved = Invocation.Of("data", _scratch["flats.csv"], "--model", Model, "--save", _scratch[file]);
            saved.Code.ShouldBe(ExitCode.Done, saved.Error);
            Invocation.Of("run", Model, "--data", _scratch[file], "--output", _scratch["prepared"]).Code.ShouldBe(ExitCode.Done);
            Only("prepared").ShouldBe(Only("raw"), file);
        }
    }

    private byte[] Only(string folder) => File.ReadAllBytes(Directory.GetFiles(_scratch[folder]).Single());

    [Fact]
    public void TheModelFillsNaNAsTheTrainingFilledGaps()
    {
        var model = OnnxModel.Load(Model);
        model.Graph.Nodes.Take(2).Select(n => n.Op.Type).ShouldBe(["IsNaN", "Where"]);
        model.Metadata.ShouldContainKey("relumine.table");
    }

    [Fact]
    public void TrimTakesTheRawTable() =>
        Invocation.Of("trim", Model, "--data", _scratch["flats.csv"], "--output", _scratch["t.onnx"]).Code.ShouldBe(ExitCode.Done);

    [Fact]
    public void AModelWithoutATableSaysSo() =>
        Invocation.Of("data", _scratch["flats.csv"], "--model", _scratch.Save("N")).ShouldFail(ExitCode.WrongUsage, "carries nothing of a table");
}
