using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Data.Formats;

namespace Relumine.OnnxRuntime.Tests;

/// <summary><c>relumine run --csv</c> says what follows from the outputs that ONNX Runtime gives for the same file.</summary>
public sealed class PredictionTests : IDisposable
{
    private const double Close = 1e-5;

    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-predictions-").FullName;

    public PredictionTests() => File.WriteAllText(
        InFolder("flowers.csv"),
        "length,width,species\n" + string.Concat(
            Enumerable.Range(0, 60).Select(
                i => FormattableString.Invariant($"{1 + (i % 3) + (i * 7 % 10 / 5.0):0.0},{i * 13 % 17 / 8.0:0.0},{"abc"[i % 3]}\n"))));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ProbabilitiesAreTheSoftmaxOfItsOutputs()
    {
        var (rows, theirs) = Both("species", 3, "softmaxCrossEntropy", "");
        for (var i = 0; i < rows.Length; i++)
        {
            var powers = theirs[i].Select(z => Math.Exp(z - theirs[i].Max())).ToArray();
            rows[i][1].ShouldBe("abc"[Array.IndexOf(theirs[i], theirs[i].Max())].ToString());
            for (var c = 0; c < 3; c++)
            {
                double.Parse(rows[i][c + 2], CultureInfo.InvariantCulture).ShouldBe(powers[c] / powers.Sum(), Close);
            }
        }
    }

    [Fact]
    public void NumbersAreItsOutputs()
    {
        var (rows, theirs) = Both("length", 1, "meanSquaredError", ", \"standardizeTargets\": true");
        for (var i = 0; i < rows.Length; i++)
        {
            double.Parse(rows[i][1], CultureInfo.InvariantCulture).ShouldBe(theirs[i][0], Close);
        }
    }

    private (string[][] Rows, double[][] Theirs) Both(string target, int outputs, string loss, string data)
    {
        File.WriteAllText(InFolder("r.json"), $$"""
            { "data": { "csv": { "path": "flowers.csv", "target": "{{target}}" }, "standardize": true{{data}} },
              "model": [ { "dense": 16 }, "relu", { "dense": {{outputs}} } ], "loss": "{{loss}}", "optimizer": { "adam": { "lr": 0.02 } }, "epochs": 20 }
            """);
        Done("train", InFolder("r.json"), "--output", InFolder("out"));
        var model = InFolder("out/model.onnx");
        Done("run", model, "--data", InFolder("flowers.csv"), "--csv", InFolder("p.csv"));
        Done("data", InFolder("flowers.csv"), "--model", model, "--save", InFolder("x.npy"));

        using var numbers = new DataFormats().Open(InFolder("x.npy"));
        var features = numbers.Inputs[0].ReadAll<float>();
        using var session = new InferenceSession(model);
        var input = new DenseTensor<float>(features.Values<float>().ToArray(), [features.Shape[0], features.Shape[1]]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        double[][] theirs = [.. results[0].AsEnumerable<float>().Select(z => (double)z).Chunk(outputs)];
        string[][] rows = [.. File.ReadLines(InFolder("p.csv")).Skip(1).Select(l => l.Split(','))];
        rows.Length.ShouldBe(theirs.Length);
        return (rows, theirs);
    }

    private static void Done(params string[] args)
    {
        var run = Invocation.Of(args);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
    }

    private string InFolder(string name) => Path.Combine(_folder, name);
}
