using System.Text.Json;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Tests.Sessions;

/// <summary>A page that comes late is told what happened before.</summary>
public class UnseenTests
{
    [Fact]
    public async Task DeathsThatNobodySawAreMarkedWhereTheyHappened()
    {
        using var run = TrainingRun.Prepare(Recipe.Parse("""
            { "data": { "spiral": { "classes": 2, "samples": 300 } }, "model": [{ "dense": 24 }, "relu", { "dense": 24 }, "relu", { "dense": 1 }],
              "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 5 } }, "batch": 20, "epochs": 40, "seed": 3 }
            """));
        using var session = new LiveSession(run, LiveOptions.Beside("unseen"), owns: false);
        foreach (var step in run.Steps())
        {
            session.AfterStep(step, default);
        }

        var told = session.Snapshot();
        session.End("over");

        using var snapshot = JsonDocument.Parse((await told).Data);
        var deaths = snapshot.RootElement.GetProperty("changes").EnumerateArray().Where(c => c.GetProperty("died").GetBoolean()).ToList();
        deaths.Count.ShouldBeGreaterThan(10, "the rate kills");
        deaths.Min(d => d.GetProperty("step").GetInt64())
            .ShouldBeLessThanOrEqualTo(run.Trainer.StepsPerEpoch, "units die in the first epoch, and nobody looked");
    }
}
