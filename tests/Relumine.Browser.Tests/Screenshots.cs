using Microsoft.Playwright;

namespace Relumine.Browser.Tests;

/// <summary>Pictures of pages for people to look at, where RELUMINE_SCREENSHOTS names a folder.</summary>
internal static class Screenshots
{
    public static async Task Take(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("RELUMINE_SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
