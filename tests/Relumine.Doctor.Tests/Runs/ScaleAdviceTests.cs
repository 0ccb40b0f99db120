using Relumine.Data.Datasets;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Graph.Tensors;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>What is said of data before the first step.</summary>
public sealed class ScaleAdviceTests
{
    [Theory]
    [InlineData(0, 1, 0, 1, "")]
    [InlineData(0, 10.5, 0, 1, "The features are not scaled: their deviation is 10.5. Weights and rates are made for mean 0 and deviation 1: ")]
    [InlineData(0, 9.5, 0, 1, "")]
    [InlineData(0, 0.095, 0, 1, "The features are not scaled")]
    [InlineData(2.1, 1, 0, 1, "The features are not centred: their means are 2.1 times as large")]
    [InlineData(1.9, 1, 0, 1, "")]
    [InlineData(0, 1, 200, 15, "The targets are not scaled: their mean is 200 and their deviation 15. \"standardizeTargets\": true")]
    [InlineData(0, 1, 11, 1, "The targets are not scaled")]
    [InlineData(0, 1, 9, 1, "")]
    public void WhatIsFarIsToldWithTheKeyThatMendsIt(double mean, double deviation, double targetMean, double targetDeviation, string told)
    {
        var advice = ScaleAdvice.Of(Recipe(""), Data(mean, deviation, targetMean, targetDeviation)).ToList();
        advice.Count.ShouldBe(told.Length == 0 ? 0 : 1);
        advice.ShouldAllBe(a => a.StartsWith(told));
    }

    [Fact]
    public void ANetworkThatNormalizesItselfNeedsNoAdvice() =>
        ScaleAdvice.Of(Recipe("\"batchNormalization\","), Data(50, 20, 0, 1)).ShouldBeEmpty();

    [Fact]
    public void FeaturesOfDifferentScalesAreTold()
    {
        var data = Data(0, 1, 0, 1);
        var features = ModelTensor.Zeros(ElementType.Float32, new(data.Samples, 2));
        for (var i = 0; i < data.Samples; i++)
        {
            features.Values<float>()[2 * i] = data.Features.Values<float>()[i];
            features.Values<float>()[(2 * i) + 1] = data.Features.Values<float>()[i] * (float)(new DataThresholds().FeatureRatio / -12);
        }

        ScaleAdvice.Of(Recipe(""), Dataset.OfValues("d", features, data.Values!)).ShouldBeEmpty();
        for (var i = 0; i < data.Samples; i++)
        {
            features.Values<float>()[(2 * i) + 1] *= 12.5f;
        }

        ScaleAdvice.Of(Recipe(""), Dataset.OfValues("d", features, data.Values!))
            .Single().ShouldStartWith("The features have very different scales: deviations from");
    }

    // Two values, so that mean and deviation are exact.
    private static Dataset Data(double mean, double deviation, double targetMean, double targetDeviation)
    {
        var (features, values) = (ModelTensor.Zeros(ElementType.Float32, new(64, 1)), ModelTensor.Zeros(ElementType.Float32, new(64, 1)));
        for (var i = 0; i < 64; i++)
        {
            var sign = i % 2 == 0 ? 1 : -1;
            features.Values<float>()[i] = (float)(mean + (sign * deviation));
            values.Values<float>()[i] = (float)(targetMean + (sign * targetDeviation));
        }

        return Dataset.OfValues("d", features, values);
    }

    private static Recipe Recipe(string layers) => Relumine.Recipes.Recipe.Parse($$"""
        { "data": { "teacher": {} }, "model": [ { "dense": 4 }, {{layers}} "relu", { "dense": 1 } ], "loss": "meanSquaredError" }
        """);
}
