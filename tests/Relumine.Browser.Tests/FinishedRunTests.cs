using Relumine.Live.Recordings;
using Relumine.Live.Server;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Browser.Tests;

/// <summary>A run that has ended is gone through from what it left in its folder, and run again on the page.</summary>
public sealed class FinishedRunTests(LivePages pages) : IClassFixture<LivePages>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public async Task ItsEpochsAreGoneThroughAndItRunsAgainToTheSameBits()
    {
        var recipe = Recipe.Parse(RunningSession.Spiral.Replace("50000", "20"));
        byte[] bits;
        using (var run = TrainingRun.Prepare(recipe))
        {
            run.Finish();
            run.WriteCheckpoint(Path.Combine(_folder, "checkpoint"));
            bits = Bits(run);
        }

        using var stop = new CancellationTokenSource();
        using var session = new LiveSession(FinishedRun.Open(recipe, Path.Combine(_folder, "checkpoint"), 1), new LiveOptions { Title = "a run" });
        session.ShowFinished();
        await using var server = LiveServer.Start(session);
        var thread = new Thread(() => session.Train(stop.Token));
        thread.Start();
        try
        {
            var page = await pages.Open(server.Address);
            await page.WaitForSelectorAsync(".player input.scrub:visible");
            (await page.TextContentAsync(".player output")).ShouldBe("step 400 of 400");
            (await page.GetAttributeAsync("input.scrub", "max")).ShouldBe("20", "every epoch, and the state before the first");
            await page.FillAsync("input.scrub", "3");
            (await page.TextContentAsync(".player output")).ShouldBe("step 60 of 400");
            await Screenshots.Take(page, "finished");

            await page.ClickAsync("text=Run it again, live");
            await page.WaitForSelectorAsync(".status.over");
            (await page.IsVisibleAsync(".player")).ShouldBeFalse();
            session.Model.Weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => w.Value.Bytes.ToArray()).ShouldBe(bits);
        }
        finally
        {
            await stop.CancelAsync();
            thread.Join();
        }
    }

    private static byte[] Bits(TrainingRun run) =>
        [.. run.Trainer.ToModel().Weights.OrderBy(w => w.Key, StringComparer.Ordinal).SelectMany(w => w.Value.Bytes.ToArray())];
}
