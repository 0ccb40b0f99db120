using Microsoft.Playwright;
using Relumine.Live.Pages;
using Relumine.Live.Play;

namespace Relumine.Browser.Tests;

/// <summary>What a lesson in one file promises in a real browser, opened from the disk.</summary>
public sealed class LessonFileTests(LivePages pages) : IClassFixture<LivePages>, IDisposable
{
    private static readonly Lazy<string> s_lesson = new(() => Write("dying", 120));

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("relumine-lesson-").FullName, "lesson.html");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [BrowserFact]
    public async Task ReplaysARunFromTheDiskAndAsksForNothing()
    {
        List<string> errors = [], requests = [];
        var page = await Open(before: p =>
        {
            p.Console += (_, message) => errors.Add(message.Text);
            p.PageError += (_, error) => errors.Add(error);
            p.Request += (_, request) => requests.Add(request.Url);
        });

        (await page.TextContentAsync(".player .note")).ShouldNotBeNull().ShouldContain("the script that goes through it");
        (await Dead(page)).ShouldBeLessThan(4);
        await page.FillAsync("input.scrub", (await page.GetAttributeAsync("input.scrub", "max"))!);
        (await Number(page, "step")).ShouldBe("120 of 120");
        (await Dead(page)).ShouldBeGreaterThan(12);
        await page.FillAsync("input.scrub", "0");
        (await Number(page, "step")).ShouldBe("0 of 120");
        (await Dead(page)).ShouldBeLessThan(4, "what was is there again");
        await page.ClickAsync("section[aria-label=\"Layer relu2\"] canvas >> nth=0", new() { Position = new() { X = 10, Y = 10 } });
        await page.WaitForFunctionAsync("() => document.querySelector('.card.unit').textContent.includes('Unit 0 of relu2')");

        errors.ShouldBeEmpty();
        requests.Where(r => !r.StartsWith("data:")).ShouldHaveSingleItem().ShouldStartWith("file://");
    }

    [BrowserFact]
    public async Task PlaysByTheKeyboardAndByItself()
    {
        var page = await Open();

        await page.FocusAsync("input.scrub");
        await page.Keyboard.PressAsync("ArrowRight");
        (await Number(page, "step")).ShouldNotStartWith("0 of");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync(" ");
        await page.WaitForSelectorAsync(".player button:has-text('Pause')");
        var before = await page.InputValueAsync("input.scrub");
        await page.WaitForFunctionAsync("v => Number(document.querySelector('input.scrub').value) > Number(v)", before);
    }

    [BrowserFact]
    public async Task ReadsWellWithoutScript()
    {
        var page = await Open(script: false);

        var text = await page.InnerTextAsync("main.static");

        text.ShouldContain("A rate that kills");
        text.ShouldContain("Where script is not allowed, as here, this is what came of it.");
        text.ShouldContain("The plane after step 120:");
        text.ShouldContain("relu2: 16 units");
        (await page.EvaluateAsync<int>("() => document.querySelectorAll('main.static svg').length")).ShouldBeGreaterThanOrEqualTo(4);
    }

    [BrowserTheory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(768, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1920, ColorScheme.Dark)]
    public async Task FitsEveryWindowWithContrastAndNames(int width, ColorScheme scheme)
    {
        foreach (var script in (bool[])[true, false])
        {
            var page = await Open(width, scheme, script);
            await Screenshots.Take(page, $"lesson-{width}-{scheme}{(script ? "" : "-static")}");

            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            var contrasts = await page.EvaluateAsync<Contrast.Sample[]>(Contrast.Collect);
            contrasts.Where(c => c.Ratio < c.Needed).Select(c => $"{c.Text}: {c.Ratio:0.00} of {c.Needed}").Distinct().ShouldBeEmpty();
            (await page.EvaluateAsync<string[]>(LivePages.Nameless)).ShouldBeEmpty("every control and every picture has a name");
        }
    }

    [Theory]
    [InlineData("first", 1000)]
    [InlineData("remedies", 1000)]
    [InlineData("folding", 3000)]
    public void IsNeverTooLarge(string lesson, int steps) =>
        System.Text.Encoding.UTF8.GetByteCount(Write(lesson, steps)).ShouldBeInRange(50_000, LessonFile.MostBytes);

    private static string Write(string lesson, int steps)
    {
        var preset = PresetCatalogue.Find(lesson);
        return RecordedLesson.Write(preset.Recipe, preset.Title, preset.Look, steps, default);
    }

    private async Task<IPage> Open(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true, Action<IPage>? before = null)
    {
        await File.WriteAllTextAsync(_file, s_lesson.Value);
        var page = await pages.Open("file://" + _file, width, scheme, script, before);
        if (script)
        {
            await page.WaitForSelectorAsync("body.alive .layer canvas");
        }

        return page;
    }

    private static async Task<string?> Number(IPage page, string name)
    {
        await page.EvaluateAsync("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))");
        return await page.TextContentAsync($".numbers div:has(dt:text-is('{name}')) dd");
    }

    private static async Task<int> Dead(IPage page) => int.Parse((await Number(page, "dead units"))!.Split(' ')[0]);
}
