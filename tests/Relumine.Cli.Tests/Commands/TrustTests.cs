using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What docs/trust.md promises and whole commands show.</summary>
public sealed class TrustTests : IDisposable
{
    private const string Convolution = """
        { "data": { "bars": { "samples": 120 } },
          "model": [{ "conv": 5, "kernel": 3, "padding": 1 }, { "batchNormalization": {} }, { "relu": {} }, { "globalAveragePool": {} }, { "dense": 4 }],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "clipNorm": 0.5, "batch": 32, "epochs": 2, "seed": 1 }
        """;

    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public async Task ATrainingHasTheSameBitsOnEveryWidth()
    {
        var recipe = _tiny.Text("r.json", Convolution);
        var models = new List<byte[]>();
        var results = new List<string>();
        foreach (var (name, variables) in new (string, Dictionary<string, string>)[]
        {
            ("widest", []), ("128", new() { ["RELUMINE_LANES"] = "128" }), ("narrow", new() { ["DOTNET_PreferredVectorBitWidth"] = "128" }),
        })
        {
            var json = _tiny[name + ".result"];
            var run = await ProcessRun.Start(variables, "train", recipe, "--output", _tiny["run" + name], "--json", json, "-q").End();
            run.Code.ShouldBe(ExitCode.Done, run.Error);
            models.Add(File.ReadAllBytes(Path.Combine(_tiny["run" + name], "model.onnx")));
            results.Add(string.Join('\n', File.ReadAllLines(json).Where(l => !l.Contains("econds", StringComparison.Ordinal))));
        }

        models[1..].ShouldAllBe(m => m.SequenceEqual(models[0]));
        results[1..].ShouldAllBe(r => r == results[0]);
    }

    [Fact]
    public void TheDataOfARecipeAreNotWrittenOver()
    {
        var data = _tiny.Text("table.csv", "a,b,label\n1,2,0\n2,1,1\n3,1,0\n4,0,1\n");
        var recipe = _tiny.Text("r.json", """
            { "data": { "csv": { "path": "table.csv" } }, "model": [{ "dense": 4 }, "relu", { "dense": 2 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 2, "epochs": 1 }
            """);
        var before = File.ReadAllText(data);
        foreach (var args in (string[][])[
            ["train", recipe, "--json", data, "--output", _tiny["run"]], ["checkup", recipe, "--json", data, "--output", _tiny["run"]],
            ["compare", recipe, "--html", data], ["regions", recipe, "--html", data]])
        {
            Invocation.Of(args).ShouldFail(ExitCode.WrongUsage, "would write over", "table.csv");
            File.ReadAllText(data).ShouldBe(before);
        }
    }
}
