using Microsoft.Playwright;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Browser.Tests;

/// <summary>What the live page promises in a real browser.</summary>
public class LivePageTests(LivePages pages) : IClassFixture<LivePages>
{
    [BrowserFact]
    public async Task PaintsAtOnceAsksNobodyElseAndMakesNoErrors()
    {
        await using var run = new RunningSession();
        List<string> errors = [], requests = [];

        var page = await pages.Open(run.Address, before: p =>
        {
            p.Console += (_, message) => errors.Add(message.Text);
            p.PageError += (_, error) => errors.Add(error);
            p.Request += (_, request) => requests.Add(request.Url);
        });
        await page.WaitForFunctionAsync("() => window.relumine?.frames > 3");
        var paint = await page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1");

        errors.ShouldBeEmpty();
        requests.Where(r => !r.StartsWith("data:")).ShouldAllBe(r => r.StartsWith(run.Address));
        Measured.Note("milliseconds to the first paint", paint);
        paint.ShouldBeGreaterThan(0);
    }

    [BrowserFact]
    public async Task CellsOfTwoLayersOfSixteenComeWithTheSteps()
    {
        await using var run = new RunningSession(pace: 30);
        var page = await pages.Open(run.Address);
        await page.WaitForFunctionAsync("() => window.relumine?.cells > 3");

        var (before, stepBefore) = (await page.EvaluateAsync<int>("() => window.relumine.cells"), await page.EvaluateAsync<int>("() => window.relumine.step"));
        await page.WaitForTimeoutAsync(3000);
        var (after, stepAfter) = (await page.EvaluateAsync<int>("() => window.relumine.cells"), await page.EvaluateAsync<int>("() => window.relumine.step"));

        Measured.Note("pictures of the cells of 2-16-16-1 a second, at 30 steps a second", (after - before) / 3.0);
        Measured.Note("steps a second beside them", (stepAfter - stepBefore) / 3.0);

        // How many a second is measured, not judged: the tests of others may be running. But they go on, and one comes for every few steps.
        await page.WaitForFunctionAsync("n => window.relumine.cells >= n", before + 30);
        (await page.EvaluateAsync<int>("() => window.relumine.step") - stepBefore).ShouldBeGreaterThan(25);
        (await page.TextContentAsync(".plane .note")).ShouldNotBeNull().ShouldContain("cells; on each of them the network is one affine map");
    }

    [BrowserFact]
    public async Task TenThousandUnitsAreShownToTheLastEvent()
    {
        const string wide = """
            { "data": { "blobs": { "samples": 500, "features": 8, "classes": 3 } }, "model": [{ "dense": 10000 }, "relu", { "dense": 3 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.01 } }, "batch": 16, "epochs": 100000 }
            """;
        await using var run = new RunningSession(wide);
        var page = await pages.Open(run.Address);
        await page.WaitForFunctionAsync("() => window.relumine?.frames > 3");

        var before = await page.EvaluateAsync<int>("() => window.relumine.frames");
        await page.WaitForTimeoutAsync(3000);
        var after = await page.EvaluateAsync<int>("() => window.relumine.frames");
        Measured.Note("updates of 10,000 units a second", (after - before) / 3.0);
        await page.WaitForFunctionAsync("n => window.relumine.frames >= n", before + 20);
        await page.ClickAsync("button.main:visible");
        await page.WaitForSelectorAsync(".status.paused");
        await page.WaitForFunctionAsync("n => window.relumine.event >= n", run.Session.Log.Last);
    }

    [BrowserFact]
    public async Task FindsTheRunAgainWhenTheProgramWasKilledAndStartedAgain()
    {
        var first = new RunningSession();
        var (port, token) = (new Uri(first.Address).Port, new Uri(first.Address).Segments[1].TrimEnd('/'));
        var page = await pages.Open(first.Address);
        await page.WaitForFunctionAsync("() => window.relumine?.frames > 3");
        var before = await page.EvaluateAsync<string>("() => window.relumine.session");

        await first.DisposeAsync();
        await page.WaitForSelectorAsync(".status.lost");
        await using var second = new RunningSession(port: port, token: token);

        await page.WaitForFunctionAsync("old => window.relumine.session !== old && window.relumine.state === 'running'", before);
        await page.WaitForSelectorAsync(".status.running");
    }

    [BrowserFact]
    public async Task WhatIsDoneByHandIsReproducedByTheRecipeBitForBit()
    {
        await using var run = new RunningSession(RunningSession.Spiral.Replace("50000", "30"), pace: 30);
        var page = await pages.Open(run.Address);
        await page.WaitForSelectorAsync(".status.running");
        await page.ClickAsync("button.main:visible");
        await page.WaitForSelectorAsync(".status.paused");
        await page.ClickAsync("text=One step");
        await page.EvaluateAsync(
            "() => { const r = document.querySelector('.hands input[type=range]'); r.value = '-1.5'; r.dispatchEvent(new Event('change')); }");
        await page.SelectOptionAsync(".layer select >> nth=1", "elu");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.done li').length >= 2");
        await page.ClickAsync("button:has-text('Revive the') >> nth=0");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('.done li').length >= 3");
        await page.SelectOptionAsync("label:has-text('Pace') select", "0");
        await page.ClickAsync("button.main:visible");
        await page.WaitForSelectorAsync(".status.over");

        using var again = TrainingRun.Prepare(Recipe.Parse(run.Session.Recipe.ToJson()));
        again.Finish();
        run.Session.Recipe.Interventions.Count.ShouldBe(3);
        again.Trainer.ToModel().Weights.OrderBy(w => w.Key).SelectMany(w => w.Value.Bytes.ToArray())
            .ShouldBe(run.Session.Model.Weights.OrderBy(w => w.Key).SelectMany(w => w.Value.Bytes.ToArray()));
    }

    [BrowserFact]
    public async Task ATwinRunsBesideItAndAUnitTellsOfItself()
    {
        await using var run = new RunningSession(pace: 100);
        var page = await pages.Open(run.Address);
        await page.WaitForFunctionAsync("() => window.relumine?.frames > 3");

        await page.ClickAsync("button:has-text('Revive the') >> nth=0");
        await page.ClickAsync("text=Show the untreated twin");
        await page.WaitForSelectorAsync("text=the untreated twin:");
        await page.FocusAsync(".layer canvas >> nth=0");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=Unit 0 of relu1");

        await page.WaitForFunctionAsync("() => document.querySelector('.card.unit').textContent.includes('pre-activation')");
    }

    [BrowserTheory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1920, ColorScheme.Light)]
    [InlineData(1920, ColorScheme.Dark)]
    public async Task FitsEveryWindowWithContrastNamesAndRoles(int width, ColorScheme scheme)
    {
        await using var run = new RunningSession();
        var page = await pages.Open(run.Address, width, scheme);
        await page.WaitForFunctionAsync("() => window.relumine?.step > 1200");
        await page.FocusAsync(".layer canvas >> nth=0");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=Unit 0 of relu1");
        await Screenshots.Take(page, $"live-{width}-{scheme}");
        await page.ClickAsync("button.main:visible");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        var contrasts = await page.EvaluateAsync<Contrast.Sample[]>(Contrast.Collect);
        contrasts.Length.ShouldBeGreaterThan(20);
        contrasts.Where(c => c.Ratio < c.Needed).Select(c => $"{c.Text}: {c.Ratio:0.00} of {c.Needed}").Distinct().ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(LivePages.Nameless)).ShouldBeEmpty("every control and every picture has a name");
        (await page.EvaluateAsync<int>("() => document.querySelectorAll('h1').length")).ShouldBe(1);
    }

    [BrowserFact]
    public async Task WithoutScriptThereIsTheLatestState()
    {
        await using var run = new RunningSession();
        var page = await pages.Open(run.Address, script: false);

        await page.WaitForSelectorAsync(".static table");
        var text = await page.TextContentAsync(".static");

        text.ShouldNotBeNull().ShouldContain("relu1: 16 units");
        text.ShouldContain("Dead units");
    }
}
