using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Data.Tests;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Onnx;
using Relumine.Recipes;

namespace Relumine.Engine.Tests.Networks;

/// <summary>How to describe, train, save and change networks. Read from top to bottom.</summary>
public class NetworkExamples
{
    [Fact]
    public void ANetworkIsWrittenAsItIsDrawn()
    {
        var network = Network.Input(1, 28, 28).Conv(8, kernel: 3, padding: 1).Relu().MaxPool(2).Flatten().Dense(10);

        // Shapes are known at once, weights when the network is built.
        network.SampleShape.ShouldBe(new Shape(10));
        network.Build(seed: 1).Weights["conv1.weight"].Shape.ShouldBe(new Shape(8, 1, 3, 3));
    }

    [Fact]
    public void NetworksBranchAndJoin()
    {
        var x = Network.Input(16).Dense(32).Relu();

        var block = x.Residual(b => b.Dense(32).Relu().Dense(32));
        var both = Network.Concat(block, x.Dense(8).Tanh());

        both.SampleShape.ShouldBe(new Shape(40));
        both.Parameters.Select(p => p.Layer).Distinct().ShouldBe(["dense1", "dense2", "dense3", "dense4"]);
    }

    [Fact]
    public void LayersBeginAsTheyAreTold()
    {
        var network = Network.Input(100)
            .Dense(50, new Orthogonal(), bias: 0.1).Elu()
            .Dense(50).Relu(kink: Kink.Middle)
            .Dense(2, new Normal(0.01), bias: new[] { -1.0, 1 });

        var model = network.Build(seed: 7, new Initialization(new HeNormal(Fan.Out)));

        model.Weights["dense1.bias"].ToDoubles().ShouldAllBe(b => (float)b == 0.1f);
        model.Weights["dense3.bias"].ToDoubles().ShouldBe([-1, 1]);
        network.KinkOfLayer["relu1"].ShouldBe(Kink.Middle);
    }

    [Fact]
    public void TrainingIsALoopOverSteps()
    {
        var data = Dataset.Of(new Blobs(samples: 500));
        using var trainer = new Trainer(
            Network.Input(20).Dense(32).Relu().Dense(10).Build(seed: 1), data, validation: null,
            new TrainerOptions { Loss = new SoftmaxCrossEntropy(), Optimizer = new Sgd(0.05, Momentum: 0.9), Epochs = 5 });

        foreach (var step in trainer.Steps())
        {
            double.IsFinite(step.Loss).ShouldBeTrue();
        }

        trainer.Evaluate(data).Score.ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void ANetworkIsAnOnnxModelThatComesBackFromItsFile()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "network.onnx");
        var model = Network.Input(2, 6, 6)
            .Conv(4, 3, padding: 1).BatchNormalization().Relu().Dropout(0.2).AveragePool(2)
            .Residual(x => x.Conv(4, 1).Prelu()).GlobalAveragePool()
            .Maxout(5, 3).LayerNormalization().Dense(3).Softmax().Build(seed: 3);

        OnnxModel.Save(model, path);

        Answer(OnnxModel.Load(path)).ShouldBe(Answer(model));
    }

    [Fact]
    public void ARecipeIsARecordThatIsChangedAndCompared()
    {
        var recipe = Recipe.Parse("""
            { "data": { "blobs": {} },
              "model": [ { "dense": 64 }, "relu", { "dense": 10 } ],
              "loss": "softmaxCrossEntropy",
              "optimizer": { "sgd": { "lr": 3 } } } // far too high
            """);

        var cured = recipe with { Optimizer = recipe.Optimizer with { LearningRate = 0.1 } };

        recipe.Difference(cured).Single().ToString().ShouldBe("optimizer.sgd.lr: 3 → 0.1");
        Recipe.Parse(cured.ToJson()).ShouldBe(cured);
        cured.ToNetwork(new Shape(20), outputs: 10).Build(cured.Seed, cured.Init).Parameters.ShouldBe((20 * 64) + 64 + (64 * 10) + 10);
    }

    private static float[] Answer(Model model)
    {
        using var plan = Plan.Compile(model);
        var sample = new float[2 * 6 * 6];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = (i % 7) - 3;
        }

        var output = ModelTensor.Zeros(ElementType.Float32, plan.Outputs[0].Shape);
        plan.Run(1, [ModelTensor.Vector<float>(sample)], [output]);
        return output.Values<float>().ToArray();
    }
}
