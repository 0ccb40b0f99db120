using System.Text.Json;
using Relumine.Data.Tests;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Json;
using Relumine.Recipes;

namespace Relumine.Doctor.Tests.Checkups;

/// <summary>Where nothing explains an illness, one small batch tells a fault of the network from data that hold no answer.</summary>
public sealed class SmallBatchTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void LabelsByChanceAreLearnedByHeartAndSaidToHoldNoAnswer()
    {
        var random = new Random(11);
        File.WriteAllText(
            Path.Combine(_scratch.Folder, "coin.csv"),
            "a,b,c,side\n" + string.Concat(Enumerable.Range(0, 600).Select(_ =>
                FormattableString.Invariant($"{Normal(random):0.00},{Normal(random):0.00},{Normal(random):0.00},{random.Next(2)}\n"))));
        var result = Checkup.Run(Recipe.Parse(
            """
            { "data": { "csv": { "path": "coin.csv", "label": "side" } }, "validation": 0.3, "model": [{ "dense": 32 }, "relu", { "dense": 2 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 20 }
            """,
            _scratch.Folder));

        result.Verdict.ShouldBe(Verdict.NotCured, result.Story);
        result.SmallBatch.ShouldNotBeNull(result.Story).Learned.ShouldBe(SmallBatchLearning.AsItIs);
        result.Story.ShouldContain("16 samples alone");
        result.Story.ShouldContain("hold no answer");
        using var json = JsonDocument.Parse(CheckupJson.Write(result));
        json.RootElement.GetProperty("smallBatch").GetProperty("learned").GetString().ShouldBe("as-it-is");
    }

    [Fact]
    public void ANetworkThatPassesNothingOnDoesNotLearnEvenThose()
    {
        // Nothing of the input gets past a threshold that no sum of eight such numbers reaches, and no cause of the catalogue says so.
        var result = Checkup.Run(Recipe.Parse(
            """
            { "data": { "blobs": { "samples": 400, "classes": 4 } }, "model": [{ "dense": 16 }, { "thresholdedRelu": 40 }, { "dense": 16 },
              { "thresholdedRelu": 40 }, { "dense": 4 }], "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "epochs": 30 }
            """));

        result.Causes[0].Cause.ShouldBe("unknown", result.Story);
        result.SmallBatch.ShouldNotBeNull(result.Story).Learned.ShouldBe(SmallBatchLearning.Not, result.Story);
        result.Story.ShouldContain("It is not that the data hold no answer.");
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
