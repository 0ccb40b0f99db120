// ML.NET prepares a table, Relumine trains and audits, ONNX Runtime answers.
//
//   dotnet run --project samples/OtherLibraries
//
// The parts of this program are explained in docs/other-libraries.md, which shows them as they stand here.
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Relumine.Data.Arrays;
using Relumine.Data.Datasets;
using Relumine.Doctor.Audits;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Onnx;

Flower[] flowers = [.. Enumerable.Range(0, 120).Select(Flower.Number)];

// ML.NET: missing numbers, scales and categories become one vector for each row.
var ml = new MLContext(seed: 1);
var table = ml.Data.LoadFromEnumerable(flowers);
var prepared = ml.Transforms.ReplaceMissingValues([new InputOutputColumnPair("Length"), new InputOutputColumnPair("Width")])
    .Append(ml.Transforms.NormalizeMeanVariance("Length"))
    .Append(ml.Transforms.NormalizeMeanVariance("Width"))
    .Append(ml.Transforms.Categorical.OneHotEncoding("Colour"))
    .Append(ml.Transforms.Concatenate("Features", "Length", "Width", "Colour"))
    .Fit(table)
    .Transform(table);

// Relumine: the column of vectors is rows.
var rows = Samples.Of(prepared.GetColumn<float[]>("Features"));
int[] species = [.. flowers.Select(f => f.Species)];
var network = Network.Input(rows.Shape[1]).Dense(16).Relu().Dense(3);
using var trainer = new Trainer(
    network.Build(seed: 1), Dataset.OfLabels("flowers", rows, species, classes: 3), validation: null,
    new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Adam(0.01), Epochs = 50 });
foreach (var step in trainer.Steps())
{
}

var model = trainer.ToModel();
using var data = rows.AsData();
using var labels = species.AsLabels();
var audit = Audit.Run(model, [data], labels);
Console.WriteLine($"accuracy {audit.Accuracy:P1}. {Headline.Of(audit).Sentence}");
OnnxModel.Save(model, "flowers.onnx");

// ONNX Runtime: the same rows, the same answers.
using var session = new InferenceSession("flowers.onnx");
var input = new DenseTensor<float>(rows.Values<float>().ToArray(), [rows.Shape[0], rows.Shape[1]]);
using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
var theirs = results[0].AsEnumerable<float>();
var ours = model.Predict(rows).Values<float>().ToArray();
var difference = theirs.Zip(ours, (t, o) => Math.Abs(t - o)).Max();
Console.WriteLine($"ONNX Runtime and Relumine differ by {difference:0.0e+0} at most");
return difference < 1e-5 ? 0 : 1;

/// <summary>A row of the table.</summary>
internal sealed class Flower
{
    private static readonly string[] s_colours = ["white", "red", "yellow"];

    public float Length { get; init; }

    public float Width { get; init; }

    public string Colour { get; init; } = "";

    [NoColumn]
    public int Species { get; init; }

    /// <summary>Flowers of three species; every tenth has lost its width.</summary>
    public static Flower Number(int i) => new()
    {
        Length = 1.2f + (i % 3 * 2.1f) + (i * 7 % 11 * 0.05f),
        Width = i % 10 == 9 ? float.NaN : 0.3f + (i % 3 * 0.8f) + (i * 5 % 7 * 0.04f),
        Colour = s_colours[i * 4 / 9 % 3],
        Species = i % 3,
    };
}
