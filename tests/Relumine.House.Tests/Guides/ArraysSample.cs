// The programs of docs/arrays.md. A test compares the two, and runs them.
using System.Numerics.Tensors;
using Relumine.Data.Arrays;
using Relumine.Data.Datasets;
using Relumine.Doctor.Audits;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.House.Tests.Guides;

/// <summary>The samples in C#, a method each, in the order of the page.</summary>
internal static class ArraysSample
{
    public static (float[,] Scores, AuditResult Audit) Train()
    {
        // <PAGE>
        float[,] rows = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        int[] classes = [0, 1, 1, 0];

        var network = Network.Input(2).Dense(16).Relu().Dense(2);
        using var trainer = new Trainer(
            network.Build(seed: 1), Dataset.OfLabels("xor", Samples.Of(rows), classes, classes: 2), validation: null,
            new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Adam(0.05), Epochs = 200 });
        foreach (var step in trainer.Steps())
        {
        }

        var model = trainer.ToModel();
        float[,] scores = model.Predict(rows);
        Console.WriteLine($"(0, 1) is of class {(scores[1, 1] > scores[1, 0] ? 1 : 0)}");

        using var data = Samples.Of(rows).AsData();
        using var labels = classes.AsLabels();
        var audit = Audit.Run(model, [data], labels);
        Console.WriteLine(Headline.Of(audit).Sentence);

        OnnxModel.Save(model, "xor.onnx");

        // </PAGE>
        File.Delete("xor.onnx");
        return (scores, audit);
    }

    public static ModelTensor[] Forms()
    {
        // <PAGE>
        float[] flat = [0, 0, 0, 1, 1, 0, 1, 1];
        var fromMemory = Samples.Of(flat, 4, 2);
        var fromRows = Samples.Of([[0, 0], [0, 1], [1, 0], [1, 1]]);
        var fromTensor = Samples.Of(Tensor.Create(flat, [4, 2]));

        // </PAGE>
        return [fromMemory, fromRows, fromTensor];
    }

    public static float[,] Weights()
    {
        // <PAGE>
        float[] hiddenWeight = [1, 1, 1, 1], hiddenBias = [0, -1], outputWeight = [1, -2], outputBias = [0];
        var model = Network.Input(2).Dense(2).Relu().Dense(1).Build(seed: 1);
        model = model with
        {
            Weights = new Dictionary<string, ModelTensor>(model.Weights)
            {
                ["dense1.weight"] = ModelTensor.Of<float>(new Shape(2, 2), hiddenWeight),
                ["dense1.bias"] = ModelTensor.Of<float>(new Shape(2), hiddenBias),
                ["dense2.weight"] = ModelTensor.Of<float>(new Shape(1, 2), outputWeight),
                ["dense2.bias"] = ModelTensor.Of<float>(new Shape(1), outputBias),
            },
        };
        OnnxModel.Save(model, "xor.onnx");
        Console.WriteLine($"1 xor 0 is {model.Predict(new float[,] { { 1, 0 } })[0, 0]}");

        // </PAGE>
        var saved = OnnxModel.Load("xor.onnx");
        File.Delete("xor.onnx");
        return saved.Predict(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
    }
}
