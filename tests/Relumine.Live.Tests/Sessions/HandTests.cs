using System.Text.Json;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Tests.Sessions;

/// <summary>What was done by hand is a recipe that comes to the same bits, whatever was done.</summary>
public class HandTests
{
    private const string Dying = """
        { "data": { "spiral": { "classes": 2, "samples": 300 } }, "validation": 0.2,
          "model": [{ "dense": 12, "bias": -0.8 }, "relu", { "dense": 12 }, "relu", { "dense": 1 }],
          "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.05 } }, "batch": 16, "epochs": 6, "seed": 3 }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EverythingThatHandsCanDoIsRepeatedByTheRecipe(bool normalized)
    {
        using var stop = new CancellationTokenSource();
        using var session = new LiveSession(
            TrainingRun.Prepare(Recipe.Parse(Dying), asWritten: true), new LiveOptions { Title = "by hand", WaitsForPage = false, Interval = 0 });
        session.Log.TryEnter(1).ShouldBeTrue();
        session.Post(new LiveCommand("pause"));
        var thread = new Thread(() => session.Train(stop.Token));
        thread.Start();
        try
        {
            if (normalized)
            {
                session.Post(new LiveCommand("normalize"));
            }

            Steps(session, 3, 3);
            session.Post(new LiveCommand("rate") { Number = 0.4 });
            Steps(session, 5, 8);
            session.Post(new LiveCommand("revive"));
            session.Post(new LiveCommand("revive") { Layer = 0, Unit = 1 });
            session.Post(new LiveCommand("twin"));
            Steps(session, 4, 12);
            session.Post(new LiveCommand("swap") { Layer = 1, Text = "elu" });
            Steps(session, 4, 16);
            session.Post(new LiveCommand("rate") { Number = 0.01 });
            session.Post(new LiveCommand("swap") { Text = "leakyRelu" });
            session.Post(new LiveCommand("run"));
            Wait(() => State(session) == "over");
        }
        finally
        {
            stop.Cancel();
            thread.Join();
        }

        var recipe = session.Recipe.ToJson();
        recipe.Contains("batchNormalization", StringComparison.Ordinal).ShouldBe(normalized);
        session.Recipe.Interventions.Count.ShouldBe(6);
        using var again = TrainingRun.Prepare(Recipe.Parse(recipe), threads: 2);
        again.Finish();
        Bits(again.Trainer.ToModel()).ShouldBe(Bits(session.Model), recipe);
    }

    private static void Steps(LiveSession session, int steps, long until)
    {
        session.Post(new LiveCommand("step") { Number = steps });
        Wait(() => session.Log.After(Math.Max(0, session.Log.Last - 400))?.LastOrDefault(e => e.Kind == "frame") is { } frame && StepOf(frame.Data) == until);
    }

    private static long StepOf(ReadOnlyMemory<byte> frame)
    {
        using var document = JsonDocument.Parse(frame);
        return document.RootElement.GetProperty("step").GetInt64();
    }

    private static string? State(LiveSession session)
    {
        if (session.Log.After(Math.Max(0, session.Log.Last - 400))?.LastOrDefault(e => e.Kind == "state") is not { } state)
        {
            return null;
        }

        using var document = JsonDocument.Parse(state.Data);
        return document.RootElement.GetProperty("state").GetString();
    }

    private static void Wait(Func<bool> done) => SpinWait.SpinUntil(() => { Thread.Sleep(2); return done(); }, TimeSpan.FromSeconds(60)).ShouldBeTrue();

    private static byte[] Bits(Relumine.Graph.Models.Model model) =>
        [.. model.Weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => w.Value.Bytes.ToArray())];
}
