using Microsoft.Playwright;
using Relumine.Kernels;
using Relumine.Reports.Pages;
using Relumine.Reports.Tests.Pages;

namespace Relumine.Browser.Tests;

/// <summary>One browser for all tests, and the pages that they look at, as files, the way users open them.</summary>
public sealed class Reader : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("relumine-pages-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The names of the pages.</summary>
    public static TheoryData<string> Pages => ["audit", "explain", "training", "compare", "checkup"];

    /// <summary>Writes the pages and starts the browser, if there is one.</summary>
    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(FileOf("audit"), AuditPage.Write(Sick.Audit()));
        await File.WriteAllTextAsync(FileOf("explain"), ExplainPage.Write(ActivationCatalogue.Create("HardSwish")));
        await File.WriteAllTextAsync(FileOf("training"), TrainingPage.Write(TrainedRuns.Of("training", 8, 3)));
        await File.WriteAllTextAsync(FileOf("compare"), ComparePage.Write([.. Enumerable.Range(1, 8).Select(i => TrainedRuns.Of($"run{i}", i, i))]));
        await File.WriteAllTextAsync(FileOf("checkup"), CheckupPage.Write(Checkups.Cured));
        if (Chromium.Program is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = program,
                    Args =
                    [
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
        }
    }

    /// <summary>Stops the browser and removes the pages.</summary>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Opens a page in a window of its own.</summary>
    public async Task<IPage> Open(string name, int width = 1200, ColorScheme scheme = ColorScheme.Light, bool script = true, Action<IPage>? before = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = scheme,
            JavaScriptEnabled = script,
        });
        var page = await context.NewPageAsync();
        before?.Invoke(page);
        await page.GotoAsync(new Uri(FileOf(name)).AbsoluteUri);
        return page;
    }

    private string FileOf(string name) => Path.Combine(_folder, name + ".html");
}
