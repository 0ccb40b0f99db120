using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>Gradients are told for one sample, so that thresholds on them mean the same whatever the batch.</summary>
public class GradientScaleTests
{
    [Fact]
    public void ABatchOfAllSamplesHasTheGradientsOfSmallOnes()
    {
        // The rate is 0: only the samples of a batch differ, and all have gradients of one size.
        var (small, large) = (Measured(10), Measured(200));

        small.ShouldBeGreaterThan(0);
        (large / small).ShouldBe(1, 0.3);
    }

    private static double Measured(int batch) =>
        new RunBench(1, Thresholds.Default)
            .Run(
                Recipe.Parse(
                    $$"""{ "data": { "blobs": { "samples": 200 } }, "model": [ { "dense": 32 }, "relu", { "dense": 10 } ], "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 1e-9 } }, "batch": {{batch}}, "epochs": 1 }"""
                ),
                long.MaxValue,
                null,
                default
            )
            .History.StartGradients[0];
}
