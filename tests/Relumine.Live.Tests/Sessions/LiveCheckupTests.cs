using System.Text;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Json;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Tests.Sessions;

/// <summary>A checkup may be looked at: its runs are shown one by one, and come to the same.</summary>
public class LiveCheckupTests
{
    private const string Sick = """
        { "data": { "blobs": { "samples": 300, "classes": 3 } }, "model": [{ "dense": 16, "bias": -9 }, "relu", { "dense": 16 }, "relu", { "dense": 3 }],
          "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 32, "epochs": 12, "seed": 1 }
        """;

    [Fact]
    public void WhoeverLooksChangesNothing()
    {
        var recipe = Recipe.Parse(Sick);
        var alone = CheckupJson.Write(Checkup.Run(recipe));
        using var first = TrainingRun.Prepare(recipe);
        using var session = new LiveSession(first, LiveOptions.Beside("sick"), owns: false);
        session.Log.TryEnter(1).ShouldBeTrue();
        var notes = new List<string>();
        var shown = new LiveCheckup(session, new Collected(notes));

        var watched = CheckupJson.Write(Checkup.Run(recipe, new CheckupOptions { Observer = shown }, shown));
        session.End("The checkup has ended.");

        watched.ShouldBe(alone);
        var told = session.Log.After(0)!.Select(e => (e.Kind, Text: Encoding.UTF8.GetString(e.Data.Span))).ToList();
        told.Count(e => e.Kind == "reset").ShouldBeGreaterThan(2, "every run begins anew on the page");
        var runs = told.Last(e => e.Kind == "runs").Text;
        runs.ShouldContain("\"name\":\"training as the recipe says\"");
        runs.ShouldContain("experiment");
        notes.ShouldContain("training as the recipe says");
        told[^1].Kind.ShouldBe("end");
    }

    private sealed class Collected(List<string> activities) : IProgress<CheckupProgress>
    {
        public void Report(CheckupProgress value) => activities.Add(value.Activity);
    }
}
