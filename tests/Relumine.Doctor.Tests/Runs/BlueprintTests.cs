using Relumine.Doctor.Runs;
using Relumine.Graph.Tensors;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>What a recipe says of its network before anything is computed.</summary>
public class BlueprintTests
{
    [Theory]
    [InlineData("""[ { "dense": 8 }, { "dense": 3 } ]""", true)]
    [InlineData("""[ { "dense": 8 }, { "leakyRelu": { "alpha": 1 } }, { "dense": 3 } ]""", true)]
    [InlineData("""[ { "dense": 8 }, { "batchNormalization": {} }, { "dropout": 0.2 }, { "dense": 3 }, "sigmoid" ]""", true)]
    [InlineData("""[ { "dense": 8 }, { "residual": [ { "dense": 8 } ] }, { "dense": 3 } ]""", true)]
    [InlineData("""[ { "dense": 8 }, { "residual": [ { "dense": 8 }, "relu" ] }, { "dense": 3 } ]""", false)]
    [InlineData("""[ { "dense": 8 }, { "leakyRelu": { "alpha": 0.99 } }, { "dense": 3 } ]""", false)]
    [InlineData("""[ { "dense": 8 }, { "layerNormalization": {} }, { "dense": 3 } ]""", false)]
    [InlineData("""[ { "maxout": 8 }, { "dense": 3 } ]""", false)]
    [InlineData("""[ { "dense": 8 }, { "prelu": {} }, { "dense": 3 } ]""", false)]
    public void WhatBendsIsSeen(string model, bool linear) => Of(model).IsLinear.ShouldBe(linear);

    [Theory]
    [InlineData("""[ { "dense": 1 }, "softmax" ]""", "$.model[1]")]
    [InlineData("""[ { "dense": 1 }, { "layerNormalization": {} } ]""", "$.model[1]")]
    [InlineData("""[ { "dense": 4 }, { "concat": [ [ { "dense": 1 }, "softmax" ], [ { "dense": 2 } ] ] }, { "dense": 2 } ]""", "$.model[1].concat[0][1]")]
    [InlineData("""[ { "dense": 2 }, "softmax" ]""", null)]
    [InlineData("""[ { "dense": 2 }, { "layerNormalization": {} } ]""", null)]
    public void WhatIsConstantIsSeen(string model, string? path) => string.Join(", ", Of(model).Constants.Select(c => c.Path)).ShouldBe(path ?? "");

    [Theory]
    [InlineData("\"relu\"", 0, 1e9)]
    [InlineData("\"sigmoid\"", 0, 1)]
    [InlineData("\"tanh\"", -1, 1)]
    [InlineData("\"softmax\"", 0, 1)]
    [InlineData("\"elu\"", -1, 1e9)]
    public void TheRangeOfTheOutputIsThatOfItsActivation(string last, double low, double high)
    {
        var range = Of($$"""[ { "dense": 3 }, {{last}}, { "reshape": [1, 3] }, "flatten" ]""").Range.ShouldNotBeNull();

        range.Low.ShouldBe(low, 1e-6);
        Math.Min(range.High, 1e9).ShouldBe(high, 1e-6);
        Of("""[ { "dense": 3 }, "relu", { "dense": 3 } ]""").Range.ShouldBeNull();
        Of("""[ { "dense": 3 }, "leakyRelu" ]""").Range.ShouldBeNull();
    }

    [Fact]
    public void PlacesOfDropoutAndNormalizationAreTold()
    {
        var network = Of(
            """[ { "dropout": 0.1 }, { "reshape": [1, 2, 2] }, { "conv": 3, "kernel": 1 }, { "batchNormalization": { "momentum": 0.99 } }, "selu", { "dropout": 0.2 }, "flatten", { "dense": 2 }, { "batchNormalization": {} }, { "dropout": 0.3 } ]"""
        );

        network.Dropouts.Select(d => (d.Path, d.Ratio, d.Position, d.IsBehindSelu)).ShouldBe(
            [
                ("$.model[0]", 0.1, DropoutPosition.Input, false),
                ("$.model[5]", 0.2, DropoutPosition.Hidden, true),
                ("$.model[9]", 0.3, DropoutPosition.Output, true),
            ]);

        // The batch is as large as the data at most.
        network.BatchNormalizations.ShouldBe([new("$.model[3]", 0.99, 20 * 4), new("$.model[8]", 0.9, 20)]);
        network.OddSelus.ShouldBeEmpty("something else normalizes");
    }

    [Fact]
    public void WeightsInFrontOfSeluAreToBeginAsItNeeds()
    {
        Of("""[ { "dense": 8 }, "selu", { "dense": 8 }, { "alphaDropout": 0.1 }, "selu", { "dense": 3 } ]""").OddSelus.ShouldBe(["heNormal", "heNormal"]);
        Of("""[ { "dense": 8, "init": "lecunNormal" }, "selu", { "dense": 3 } ]""").OddSelus.ShouldBeEmpty();
        Of("""[ { "dense": 8 }, "relu", { "dense": 3 } ]""").OddSelus.ShouldBeEmpty();
    }

    private static Blueprint Of(string model) =>
        Blueprint.Of(
            Recipe.Parse($$"""{ "data": { "blobs": {} }, "model": {{model}}, "loss": "softmaxCrossEntropy", "batch": 32 }"""), new Shape(4), samples: 20);
}
