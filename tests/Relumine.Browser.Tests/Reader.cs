using Microsoft.Playwright;
using Relumine.Doctor.Runs.Training;
using Relumine.Geometry;
using Relumine.Geometry.Folds;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;
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
    public static TheoryData<string> Pages => ["audit", "explain", "training", "compare", "compare12", "compare24", "checkup", "finding", "fold", "regions", "proofs", "trim"];

    /// <summary>Writes the pages and starts the browser, if there is one.</summary>
    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(FileOf("audit"), AuditPage.Write(Sick.Audit() with { Portrait = TrainedRuns.Portrait(1, 1) }));
        await File.WriteAllTextAsync(FileOf("explain"), ExplainPage.Write(ActivationCatalogue.Create("HardSwish")));
        await File.WriteAllTextAsync(FileOf("training"), TrainingPage.Write(TrainedRuns.WithPictures(TrainedRuns.Of("training", 8, 3))));
        await File.WriteAllTextAsync(FileOf("compare"), ComparePage.Write([.. Enumerable.Range(1, 8).Select(i => TrainedRuns.Of($"run{i}", i, i))]));
        await File.WriteAllTextAsync(FileOf("compare12"), ComparePage.Write(Runs(12), Notes(12)));
        await File.WriteAllTextAsync(FileOf("compare24"), ComparePage.Write(Runs(24), Notes(24)));
        await File.WriteAllTextAsync(FileOf("finding"), ExplanationPage.Write(s_explanations));
        await File.WriteAllTextAsync(FileOf("trim"), TrimPage.Write(Trimmed.Result));
        var folded = PiecewiseLinearModel.Of(PaperFold.Model(2, 3));
        var pieces = new RegionsReport("fold", "the unit square", folded) { Plane = Regions.OfBox(folded, new PlaneBox(0, 1)) };
        await File.WriteAllTextAsync(FileOf("fold"), FoldPage.Write(FoldLesson.Of(3, [new FoldedNetwork(pieces, "99 %")])));
        await File.WriteAllTextAsync(FileOf("regions"), RegionsPage.Write(pieces));
        await File.WriteAllTextAsync(FileOf("proofs"), AuditPage.Write(Sick.Proven()));
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

    private static readonly Explanation[] s_explanations =
    [
        new("finding", "dead-units", "Dead units", "a finding of an audit or a checkup", [
            new("Why it matters", "A unit that fires on no sample says nothing, and learns nothing as long as that stays so."),
            new("What may help, best first", [new("lower-rate", "Train with a third of the rate."), new("a-name-without-a-place-to-break-it-in-two", "Do.")]),
        ]),
    ];

    // Names as people give them: some long, some without a place to break, and runs that end alike.
    private static TrainingResult[] Runs(int count) =>
        [
            .. Enumerable.Range(1, count).Select(i =>
                TrainedRuns.Of(i % 3 == 0 ? $"resnet_with_a_long_name_that_never_breaks_{i}" : $"run {i}", 6 - (i % 2), 3, 2 + (i % 5 * 0.01))),
        ];

    private static RunNotes Notes(int count) => new(
        [.. Enumerable.Range(1, count).Select(i => (string[])[$"What run {i} shows.", "Look at the dead units over time."])],
        [.. Enumerable.Range(1, count).Select(i => i == 1 ? (string[])[] : [$"optimizer.sgd.lr: 0.1 → {i}", "model[1, 3].bias: not given → -10"])]);

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
