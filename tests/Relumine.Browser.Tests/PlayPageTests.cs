using Microsoft.Playwright;
using Relumine.Live.Play;

namespace Relumine.Browser.Tests;

/// <summary>What the playground promises in a real browser.</summary>
public sealed class PlayPageTests(LivePages pages) : IClassFixture<LivePages>
{
    [BrowserFact]
    public async Task DataAreDrawnByMouseAndKeyboardAndStandInTheAddress()
    {
        await using var play = Play("first");
        var page = await pages.Open(play.Address, width: 1280);
        await page.ClickAsync("summary:has-text('Build your own')");
        await page.SelectOptionAsync(DataChoice, "points");
        await page.WaitForSelectorAsync("canvas.sheet:visible");

        await page.ClickAsync("button:has-text('Begin anew with this')");
        await page.WaitForSelectorAsync("text=Draw at least two points of each colour first.");
        await Stroke(page, 0.2, 0.3);
        await page.SelectOptionAsync("label:has-text('Colour') select", "1");
        await Stroke(page, 0.8, 0.7);
        await page.FocusAsync("canvas.sheet");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        (await page.GetAttributeAsync("canvas.sheet", "aria-label")).ShouldNotBeNull().ShouldContain("the cross is at 0.20, 0.00");
        await page.ClickAsync("button:has-text('Begin anew with this')");

        await page.WaitForFunctionAsync("() => location.hash.length > 20");
        await page.WaitForSelectorAsync("text=A network of your own");
        play.Session.Recipe.Data.Name.ShouldBe("points");
        var hash = await page.EvaluateAsync<string>("() => location.hash");
        await using var other = Play("kink");
        await pages.Open(other.Address + hash);
        SpinWait.SpinUntil(() => other.Session.Recipe.Data.Name == "points", TimeSpan.FromSeconds(60)).ShouldBeTrue("the address holds all of it");
        other.Session.Recipe.Data.ShouldBe(play.Session.Recipe.Data);
    }

    [BrowserTheory]
    [InlineData("kink")]
    [InlineData("born-dead")]
    [InlineData("maxout")]
    public async Task TheFormKeepsHowTheLayersOfALessonBegin(string lesson)
    {
        await using var play = Play(lesson);
        var page = await pages.Open(play.Address);
        await page.WaitForFunctionAsync("() => window.relumine?.step > 2");
        await page.ClickAsync("summary:has-text('Build your own')");
        await page.FillAsync("label:has-text('λ at the kink') input", "1");
        await page.ClickAsync("button:has-text('Begin anew with this')");

        SpinWait.SpinUntil(() => play.Session.Recipe.Kink.Lambda == 1, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var preset = PresetCatalogue.Find(lesson).Recipe;
        (play.Session.Recipe with { Kink = preset.Kink }).Difference(preset).ShouldBeEmpty("nothing but λ was changed");
    }

    [BrowserTheory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(1920, ColorScheme.Light)]
    public async Task FitsEveryWindowWithContrastAndNames(int width, ColorScheme scheme)
    {
        await using var play = Play("dying");
        var page = await pages.Open(play.Address, width, scheme);
        await page.WaitForFunctionAsync("() => window.relumine?.step > 40");
        await page.ClickAsync("button.main:visible >> nth=0");
        await page.WaitForSelectorAsync(".status.paused");
        await page.ClickAsync("summary:has-text('Build your own')");
        await page.SelectOptionAsync(DataChoice, "points");
        await Stroke(page, 0.2, 0.3);
        await Screenshots.Take(page, $"play-{width}-{scheme}");

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        var contrasts = await page.EvaluateAsync<Contrast.Sample[]>(Contrast.Collect);
        contrasts.Where(c => c.Ratio < c.Needed).Select(c => $"{c.Text}: {c.Ratio:0.00} of {c.Needed}").Distinct().ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>(LivePages.Nameless)).ShouldBeEmpty("every control and every picture has a name");
    }

    private const string DataChoice = ".play details .group >> nth=0 >> select >> nth=0";

    private static RunningSession Play(string lesson) => new(PresetCatalogue.Find(lesson).Recipe.ToJson(), pace: 30, plays: true);

    private static async Task Stroke(IPage page, double x, double y)
    {
        await page.Locator("canvas.sheet").ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator("canvas.sheet").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync((float)(box.X + (x * box.Width)), (float)(box.Y + (y * box.Height)));
        await page.Mouse.DownAsync();
        for (var i = 1; i <= 10; i++)
        {
            await page.Mouse.MoveAsync((float)(box.X + ((x + (0.03 * (x < 0.5 ? i : -i))) * box.Width)), (float)(box.Y + (y * box.Height)));
        }

        await page.Mouse.UpAsync();
    }
}
