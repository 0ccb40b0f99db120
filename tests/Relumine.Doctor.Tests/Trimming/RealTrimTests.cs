using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Trained networks.</summary>
public class RealTrimTests
{
    [SharedFact("models/mnist-net_256x2/model.onnx", "data/mnist/t10k-images-idx3-ubyte.gz")]
    public void ANetworkThatReadsDigitsLosesAThirdOfItsUnitsAndReadsThemAsBefore()
    {
        using var data = Digits();
        using var labels = new DataFormats().OpenLabels(Shared.Path("data/mnist/t10k-labels-idx1-ubyte.gz"));

        var result = Trim.Run(OnnxModel.Load(Shared.Path("models/mnist-net_256x2/model.onnx")), data.Inputs);

        result.Layers.Select(l => l.RemovedUnits.Count).ShouldBe([88, 85]);
        result.Model.Parameters.ShouldBe(269_322);
        result.Parameters.ShouldBe((784 * 168) + 168 + (168 * 171) + 171 + (171 * 10) + 10);
        result.Outputs.Single().ShouldBe(new OutputDifference(result.Outputs[0].Name, true, 0, 0));
        data.Inputs[0].Reset();
        Audit.Run(result.Network, data.Inputs, labels.Labels).Accuracy.ShouldBe(0.9808);
    }

    [Fact]
    public void ExactlyTheTwentyUnitsThatWereBuriedGo()
    {
        using var blobs = GeneratorCatalogue.Open(new Blobs(2000));
        var samples = blobs.Inputs[0].ReadAll<float>();
        var network = Network.Input(20).Dense(64).Relu().Dense(64).Relu().Dense(10);
        using var trainer = new Trainer(
            network.Build(seed: 1),
            Dataset.Of(new Blobs(2000)),
            validation: null,
            new TrainerOptions
            {
                Loss = new SoftmaxCrossEntropy(),
                Optimizer = new Sgd(0.1),
                Epochs = 3,
            }
        );
        foreach (var _ in trainer.Steps()) { }

        var model = trainer.ToModel();
        var layers = model.Graph.Nodes.Where(n => n.Op is Activate).ToArray();
        int[][] buried = [[0, 3, 9, 17, 21, 33, 40, 52, 60, 63], [1, 2, 5, 8, 13, 21, 34, 55, 56, 62]];
        foreach (var (layer, units) in layers.Zip(buried))
        {
            var bias = model.Weights[model.Graph.Nodes.Single(n => n.Outputs.Contains(layer.Inputs[0])).Inputs[2]];
            foreach (var unit in units)
            {
                bias.Values<float>()[unit] = -100;
            }
        }

        using var half = Part(samples, 0);
        using var other = Part(samples, 1000);
        var result = Trim.Run(model, [half]);

        result.Layers.Select(l => l.RemovedUnits).ShouldBe(buried);
        result.Outputs.ShouldAllBe(o => o.SameBits);
        OutputComparison.Run(model, result.Network, [other], new PlanOptions()).ShouldAllBe(o => o.SameBits);
    }

    private static DataContents Digits() =>
        new DataFormats().Open(Shared.Path("data/mnist/t10k-images-idx3-ubyte.gz"), new DataOptions { Scaling = new Scaling { Divide = 255 } });

    private static DataSource Part(ModelTensor samples, int first) =>
        DataSource.OfMemory("", StoredType.Float32, [1000, 20], samples.Bytes.Slice(first * 80, 80_000).ToArray(), "blobs");
}
