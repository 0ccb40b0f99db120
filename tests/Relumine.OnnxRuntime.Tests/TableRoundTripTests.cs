using System.Globalization;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relumine.Data.Formats;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Plans;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.OnnxRuntime.Tests;

/// <summary>
/// A messy table, learned from, is given to the model again: raw in Relumine, and to ONNX Runtime as numbers with NaN where values are missing.
/// </summary>
public sealed class TableRoundTripTests : IDisposable
{
    private const int Rows = 300;
    private const float Close = 1e-5f;

    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-round-trip-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("kind", "softmaxCrossEntropy", 2, "\"standardize\": true, \"winsorize\": true")]
    [InlineData("kind", "softmaxCrossEntropy", 2, "\"standardize\": false")]
    [InlineData("rent", "meanSquaredError", 1, "\"standardize\": true, \"standardizeTargets\": true")]
    public void BothProgramsGiveTheSameOutputs(string target, string loss, int outputs, string data)
    {
        var table = Path.Combine(_folder, "flats.csv");
        File.WriteAllText(table, Flats(seed: 5), Encoding.Latin1);
        var run = TrainingRun.Prepare(Recipe.Parse($$"""
            { "data": { "csv": { "path": {{System.Text.Json.JsonSerializer.Serialize(table)}}, "label": "{{target}}", "missing": { "indicator": true } },
                        "validation": 0.2, {{data}} },
              "model": [ { "dense": 16 }, "relu", { "dense": {{outputs}} } ], "loss": "{{loss}}", "optimizer": { "adam": { "lr": 0.02 } }, "epochs": 30 }
            """));
        run.Finish();
        var path = Path.Combine(_folder, "model.onnx");
        OnnxModel.Save(run.ToModel(), path);

        // A table that was not learned from, with other gaps, and a word that is new.
        var other = Path.Combine(_folder, "other.csv");
        File.WriteAllText(other, Flats(seed: 6).Replace("Ulm", "Bonn", StringComparison.Ordinal), Encoding.Latin1);
        var model = OnnxModel.Load(path);
        var plan = TablePlan.Parse(model.Metadata[TablePlan.MetadataKey]);
        foreach (var file in (string[])[table, other])
        {
            var ours = model.Predict(Features(file, plan)).Values<float>().ToArray();
            var unfilled = TableFile.Apply(file, plan with { Columns = [.. plan.Columns.Select(c => c with { Fills = [] })] }).Features;
            unfilled.Values<float>().ToArray().Count(float.IsNaN).ShouldBeGreaterThan(Rows / 4);
            var theirs = InOnnxRuntime(path, unfilled);

            var scale = Math.Max(1, ours.Max(Math.Abs));
            theirs.Length.ShouldBe(ours.Length);
            theirs.Zip(ours, (a, b) => Math.Abs(a - b) / scale).Max().ShouldBeLessThan(Close, Path.GetFileName(file));
            ours.Distinct().Count().ShouldBeGreaterThan(Rows / 2, "the network answers differently to different rows");
        }
    }

    private static ModelTensor Features(string path, TablePlan plan)
    {
        using var contents = new DataFormats(new PlannedTableFormat(plan, wantsLabels: false)).Open(path);
        return contents.Inputs[0].ReadAll<float>();
    }

    private static float[] InOnnxRuntime(string path, ModelTensor features)
    {
        using var session = new InferenceSession(path);
        var input = new DenseTensor<float>(features.Values<float>().ToArray(), [features.Shape[0], features.Shape[1]]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return [.. results[0].AsEnumerable<float>()];
    }

    // Semicolons, decimal commas, percent, dates, umlauts in Latin-1, gaps in every column but the targets.
    private static string Flats(int seed)
    {
        var (text, random) = (new StringBuilder("id;area;city;since;share;garden;kind;rent\n"), new Random(seed));
        for (var i = 0; i < Rows; i++)
        {
            string Gap(string value) => random.Next(9) == 0 ? (random.Next(2) == 0 ? "" : "NA") : value;
            var area = 40 + (random.NextDouble() * 90);
            string[] fields =
            [
                $"N-{i}", Gap(area.ToString("0.0", CultureInfo.InvariantCulture).Replace('.', ',')), Gap(i % 3 == 0 ? "Köln" : "Ulm"),
                Gap($"2024-0{(i % 9) + 1}-11"), Gap($"{i % 90} %"), Gap(i % 4 == 0 ? "ja" : "nein"), area > 85 ? "house" : "flat",
                $"{(int)(area * 12) + random.Next(90)},5",
            ];
            text.AppendJoin(';', fields).Append('\n');
        }

        return text.ToString();
    }
}
