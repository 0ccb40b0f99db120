namespace Relumine.Browser.Tests;

/// <summary>The program itself, killed and started again under an open page; and a checkup that is looked at.</summary>
public sealed class LiveProcessTests(LivePages pages) : IClassFixture<LivePages>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-live-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public async Task AnOpenPageGoesOnWhenTheProgramWasKilledAndStartedAgain()
    {
        var recipe = Path.Combine(_folder, "spiral.json");
        await File.WriteAllTextAsync(recipe, RunningSession.Spiral);
        using var program = new LiveProcess(_folder);
        var address = await program.Start("live", recipe);
        var page = await pages.Open(address);
        page.SetDefaultTimeout(60000);
        await page.WaitForFunctionAsync("() => window.relumine?.frames > 3");
        var before = await page.EvaluateAsync<string>("() => window.relumine.session");

        program.Kill();
        await page.WaitForSelectorAsync(".status.lost");
        (await program.Start("live", recipe)).ShouldBe(address, "port and token are those of before");

        await page.WaitForFunctionAsync("old => window.relumine.session !== old && window.relumine.step > 0", before);
        await page.WaitForSelectorAsync(".status.running");
    }

    [BrowserFact]
    public async Task ACheckupIsSeenRunByRun()
    {
        var recipe = Path.Combine(_folder, "sick.json");
        await File.WriteAllTextAsync(recipe, """
            { "data": { "blobs": { "samples": 2000 } }, "model": [{ "dense": 64, "bias": -10 }, "relu", { "dense": 64 }, "relu", { "dense": 10 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 8, "epochs": 400, "seed": 1 }
            """);
        using var program = new LiveProcess(_folder);
        var page = await pages.Open(await program.Start("checkup", recipe, "--live", "--output", Path.Combine(_folder, "out")));
        page.SetDefaultTimeout(120000);

        await page.WaitForSelectorAsync(".status:has-text('training as the recipe says')");
        await page.WaitForSelectorAsync(".runs td");
        await page.WaitForSelectorAsync(".status:has-text('experiment')");
        (await page.TextContentAsync(".runs")).ShouldNotBeNull().ShouldContain("training as the recipe says");
        await Screenshots.Take(page, "checkup");
    }
}
