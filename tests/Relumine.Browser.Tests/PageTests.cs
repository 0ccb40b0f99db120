using Microsoft.Playwright;

namespace Relumine.Browser.Tests;

/// <summary>What the pages promise in a real browser.</summary>
public class PageTests(Reader reader) : IClassFixture<Reader>
{
    [BrowserTheory]
    [MemberData(nameof(Reader.Pages), MemberType = typeof(Reader))]
    public async Task OpensWithoutErrorsAndWithoutAskingAnybodyForAnything(string name)
    {
        List<string> errors = [], requests = [];

        await reader.Open(name, before: page =>
        {
            page.Console += (_, message) => errors.Add(message.Text);
            page.PageError += (_, error) => errors.Add(error);
            page.Request += (_, request) => requests.Add(request.Url);
        });

        errors.ShouldBeEmpty();
        requests.Where(r => !r.StartsWith("data:")).ShouldHaveSingleItem().ShouldStartWith("file://");
    }

    [BrowserTheory]
    [InlineData("audit", 400)]
    [InlineData("explain", 400)]
    [InlineData("audit", 320)]
    [InlineData("audit", 1200)]
    [InlineData("training", 320)]
    [InlineData("training", 1200)]
    [InlineData("checkup", 320)]
    [InlineData("checkup", 400)]
    [InlineData("checkup", 1200)]
    [InlineData("compare", 320)]
    [InlineData("compare", 1200)]
    public async Task FitsTheWindow(string name, int width)
    {
        var page = await reader.Open(name, width);

        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
        (await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('body *')]
                .filter(e => !e.closest('.scroll') && !e.closest('svg') && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.tagName + '.' + e.className)
            """)).ShouldBeEmpty();
    }

    [BrowserTheory]
    [InlineData("audit", ColorScheme.Light)]
    [InlineData("audit", ColorScheme.Dark)]
    [InlineData("explain", ColorScheme.Light)]
    [InlineData("explain", ColorScheme.Dark)]
    [InlineData("training", ColorScheme.Light)]
    [InlineData("training", ColorScheme.Dark)]
    [InlineData("checkup", ColorScheme.Light)]
    [InlineData("checkup", ColorScheme.Dark)]
    [InlineData("compare", ColorScheme.Light)]
    [InlineData("compare", ColorScheme.Dark)]
    public async Task TextHasTheContrastThatWcagAsksFor(string name, ColorScheme scheme)
    {
        var page = await reader.Open(name, scheme: scheme);

        var contrasts = await page.EvaluateAsync<Contrast.Sample[]>(Contrast.Collect);

        contrasts.Length.ShouldBeGreaterThan(30);
        contrasts.Where(c => c.Ratio < c.Needed).Select(c => $"{c.Text}: {c.Ratio:0.00} of {c.Needed}").Distinct().ShouldBeEmpty();
        contrasts.Select(c => c.Background).ShouldContain(scheme == ColorScheme.Light ? "255,255,255" : "29,33,37", "the card in this scheme");
    }

    /// <summary>Every page at the widths of a telephone, a tablet, a laptop and a desk.</summary>
    public static TheoryData<string, int> PagesAndWidths
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var name in Reader.Pages)
            {
                foreach (var width in new[] { 390, 768, 1280, 1920 })
                {
                    all.Add(name, width);
                }
            }

            return all;
        }
    }

    [BrowserTheory]
    [MemberData(nameof(PagesAndWidths))]
    public async Task NothingIsCutOffAndNothingLiesUponAnotherThing(string name, int width)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await reader.Open(name, width, scheme, script: false);

            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            (await page.EvaluateAsync<string[]>(Layout.CutOff)).ShouldBeEmpty();
            (await page.EvaluateAsync<string[]>(Layout.Overlaps)).ShouldBeEmpty();
        }
    }

    [BrowserFact]
    public async Task TwelveLinesAreTwelveStyles()
    {
        var page = await reader.Open("compare12");

        var styles = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.legend line')].map(l => getComputedStyle(l).stroke + getComputedStyle(l).strokeDasharray)"
        );

        styles.Length.ShouldBe(12);
        styles.Distinct().Count().ShouldBe(12);
        (await (await reader.Open("compare24")).Locator("#epochs ~ * .multiples svg, section .multiples svg").CountAsync()).ShouldBeGreaterThanOrEqualTo(24);
    }

    [BrowserFact]
    public async Task TablesAreTablesToAScreenReader()
    {
        var page = await reader.Open("audit");

        var table = page.GetByRole(AriaRole.Table, new() { NameRegex = new("^Units by layer") });
        (await table.GetByRole(AriaRole.Columnheader).AllTextContentsAsync()).Take(3).ShouldBe(["Layer", "Units", "Dead"]);
        (await table.GetByRole(AriaRole.Rowheader).CountAsync()).ShouldBe(7);
        (await table.GetByRole(AriaRole.Row, new() { Name = "relu3" }).GetByRole(AriaRole.Cell).First.TextContentAsync()).ShouldBe("128");
        (await page.GetByRole(AriaRole.Img, new() { Name = "Firing rates of layer relu3" }).CountAsync()).ShouldBe(1);
        (await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).CountAsync()).ShouldBe(1);
    }

    [BrowserFact]
    public async Task ReadsWithoutScript()
    {
        var page = await reader.Open("audit", script: false);

        (await page.Locator("h1").IsVisibleAsync()).ShouldBeTrue();
        var details = page.Locator("article.finding details").First;
        (await details.Locator("ul").IsVisibleAsync()).ShouldBeFalse();
        await details.Locator("summary").ClickAsync();
        (await details.Locator("ul").IsVisibleAsync()).ShouldBeTrue();
        (await page.Locator("svg.map rect").First.IsVisibleAsync()).ShouldBeTrue();
    }

    [BrowserFact]
    public async Task ACheckupTellsItsStoryWithoutScriptBeforeAnythingElse()
    {
        var page = await reader.Open("checkup", script: false);

        (await page.Locator("main dt").AllTextContentsAsync()).Take(5).ShouldBe(["What is wrong?", "Since when?", "Why?", "What was done?", "Did it work?"]);
        (await page.GetByRole(AriaRole.Img, new() { Name = "Accuracy, %" }).IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByRole(AriaRole.Img, new() { Name = "Dead units, %" }).IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByRole(AriaRole.Img, new() { Name = "Loss", Exact = true }).IsVisibleAsync()).ShouldBeFalse();
        await page.GetByText("The loss over the steps").ClickAsync();
        (await page.GetByRole(AriaRole.Img, new() { Name = "Loss", Exact = true }).IsVisibleAsync()).ShouldBeTrue();
        (await page.GetByRole(AriaRole.Table, new() { NameRegex = new("^Every experiment") }).GetByRole(AriaRole.Columnheader).AllTextContentsAsync())
            .ShouldBe(["Change", "Restores health", "Accuracy", "Dead, worst layer", "Loss", "Steps", "Tests whether"]);
    }

    [BrowserFact]
    public async Task TheStoryAndItsPicturesFillTheFirstTwoScreens()
    {
        var page = await reader.Open("checkup");

        (await page.Locator("#story").BoundingBoxAsync())!.Y.ShouldBeLessThan(450);
        (await page.Locator("svg.chart").First.BoundingBoxAsync())!.Y.ShouldBeLessThan(900);
    }

    [BrowserFact]
    public async Task AHostileNameIsOnlyAName()
    {
        var dialogs = 0;

        var page = await reader.Open("audit", before: p => p.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        });

        dialogs.ShouldBe(0);
        (await page.Locator("h3", new() { HasText = "<script>alert(1)</script>" }).CountAsync()).ShouldBe(1);
    }

    [BrowserFact]
    public async Task PrintsOnWhite()
    {
        var page = await reader.Open("audit", scheme: ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Print });

        (await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
        (await page.EvaluateAsync<string>("getComputedStyle(document.body).color")).ShouldBe("rgb(0, 0, 0)");
    }
}
