using Microsoft.Playwright;

namespace Relumine.Browser.Tests;

/// <summary>One browser for the tests of live pages, and sessions that train while a test looks on.</summary>
public sealed class LivePages : IAsyncLifetime
{
    /// <summary>What axe asks first: a name for whatever can be used or seen. Gives those that have none.</summary>
    public const string Nameless = """
        () => [...document.querySelectorAll('button, a, select, input, canvas, [role]')]
            .filter(e => !e.closest('[hidden]') && e.getBoundingClientRect().width > 1)
            .filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')?.textContent.trim() || e.getAttribute('title')))
            .map(e => e.outerHTML.slice(0, 120))
        """;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts the browser, if there is one.</summary>
    public async Task InitializeAsync()
    {
        if (Chromium.Program is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu", "--no-first-run"] });
        }
    }

    /// <summary>Stops it.</summary>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens an address in a window of its own.</summary>
    public async Task<IPage> Open(string address, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true, Action<IPage>? before = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = script,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60000);
        before?.Invoke(page);
        await page.GotoAsync(address);
        return page;
    }
}
