using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Recipes;

namespace Relumine.Reports.Tests.Pages;

/// <summary>A checkup for pages to show.</summary>
internal static class Checkups
{
    private static readonly Lazy<CheckupResult> s_cured = new(() => Checkup.Run(Recipe.Parse("""
        { "data": { "blobs": { "samples": 400, "seed": 1 } },
          "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.5 } }, "epochs": 8 }
        """)));

    /// <summary>A network that dies of its learning rate, and is cured.</summary>
    public static CheckupResult Cured => s_cured.Value;
}
