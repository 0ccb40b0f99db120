using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Recipes;

namespace Relumine.Engine.Tests.Training;

/// <summary>Networks of layers that do something else while they learn: they learn, and repeat themselves for any number of threads.</summary>
public class TrainingLayersTests
{
    public static TheoryData<string> Kinds => ["batchNormalization", "layerNormalization", "dropout", "alphaDropout", "rrelu", "prelu", "maxout"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheyLearnAndRepeatThemselves(string kind)
    {
        var (one, score) = Train(kind, 1);
        var (two, again) = Train(kind, 2);
        score.ShouldBeGreaterThan(0.95);
        again.ShouldBe(score);
        foreach (var (name, weight) in one.Weights)
        {
            two.Weights[name].Bytes.ToArray().ShouldBe(weight.Bytes.ToArray(), name);
        }
    }

    [Fact]
    public void RunningStatisticsFollowTheData()
    {
        var (model, _) = Train("batchNormalization", 1);
        model.Weights.Single(w => w.Key.EndsWith(".mean", StringComparison.Ordinal)).Value.ToDoubles().ShouldContain(m => Math.Abs(m) > 0.05);
        model.Weights.Single(w => w.Key.EndsWith(".variance", StringComparison.Ordinal)).Value.ToDoubles().ShouldAllBe(v => v > 0 && v != 1);
    }

    [Fact]
    public void WhatExistsInTrainingOnlyCanBeLowered()
    {
        var model = Network.Input(4).Dense(8).RandomizedRelu().AlphaDropout().Dense(2).Build();
        var lowered = new LowerTraining().Apply(model).Model;
        lowered.Graph.Nodes.Select(n => n.Op.Type).ShouldBe(["Gemm", "LeakyRelu", "Identity", "Gemm"]);
        new LowerTraining().Apply(lowered).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void RecipesSayThemToo()
    {
        var recipe = Recipe.Parse("""
            { "data": { "blobs": {} }, "model": [ { "dense": 4 }, { "rrelu": { "lower": 0.1, "upper": 0.25, "kink": 0.5 } }, { "alphaDropout": 0.1 }, { "dense": 2 } ],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 32, "epochs": 1 }
            """);
        var ops = recipe.ToNetwork(new Shape(3)).Build().Graph.Nodes.Select(n => n.Op).ToArray();
        ops[1].ShouldBe(new RRelu(new Kernels.Rows.RRelu(0.1, 0.25)));
        ops[2].ShouldBe(new AlphaDropout(0.1));
        Should.Throw<RelumineException>(() => Recipe.Parse(recipe.ToJson().Replace("0.25", "0.05", StringComparison.Ordinal))).Message.ShouldContain("upper");
    }

    [Fact]
    public void NoiseIsOfKnownSize()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Input(4).AlphaDropout(1)).Message.ShouldContain("less than 1");
        Should.Throw<ArgumentOutOfRangeException>(() => Network.Input(4).RandomizedRelu(0.5, 0.25)).Message.ShouldContain("0.25");
    }

    private static (Model Model, double Score) Train(string kind, int threads)
    {
        var hidden = Network.Input(20).Dense(32);
        var network = kind switch
        {
            "batchNormalization" => hidden.BatchNormalization().Relu(),
            "layerNormalization" => hidden.LayerNormalization().Relu(),
            "dropout" => hidden.Relu().Dropout(0.2),
            "alphaDropout" => hidden.Activate("Selu").AlphaDropout(),
            "rrelu" => hidden.RandomizedRelu(),
            "prelu" => hidden.Prelu(),
            _ => hidden.Maxout(16, 2),
        };
        using var trainer = new Trainer(network.Dense(10).Build(5), Dataset.Of(new Blobs(1000, seed: 1)), null, new TrainerOptions
        {
            Loss = new SoftmaxCrossEntropy(),
            Optimizer = new Adam(0.01),
            Batch = 32,
            Epochs = 6,
            Seed = 3,
            Threads = threads,
        });
        foreach (var _ in trainer.Steps())
        {
        }

        return (trainer.ToModel(), trainer.History[^1].Score);
    }
}
