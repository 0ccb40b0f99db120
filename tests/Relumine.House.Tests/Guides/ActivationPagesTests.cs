using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/activations says what the code says. With RELUMINE_WRITE_DOCS=1 the pages are written instead.</summary>
public class ActivationPagesTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "activations");

    [Fact]
    public void ThePagesAreFresh()
    {
        var pages = ActivationPages.All();
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(s_folder);
            foreach (var (name, text) in pages)
            {
                File.WriteAllText(Path.Combine(s_folder, name), text);
            }
        }

        const string Next = "run ./check docs and commit docs/activations";
        Directory.EnumerateFiles(s_folder).Select(Path.GetFileName).Order().ShouldBe(pages.Keys.Order(), Next);
        foreach (var (name, text) in pages)
        {
            File.ReadAllText(Path.Combine(s_folder, name)).ShouldBe(text, $"docs/activations/{name} is stale: {Next}");
        }
    }
}
