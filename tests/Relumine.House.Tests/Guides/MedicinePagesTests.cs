using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/findings and docs/causes say what the code says. With RELUMINE_WRITE_DOCS=1 the pages are written instead.</summary>
public class MedicinePagesTests
{
    [Fact]
    public void PagesOfFindingsAreFresh() => Check("findings", MedicinePages.Findings());

    [Fact]
    public void PagesOfCausesAreFresh() => Check("causes", MedicinePages.Causes());

    private static void Check(string name, IReadOnlyDictionary<string, string> pages)
    {
        var folder = Path.Combine(Repository.Root, "docs", name);
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(folder);
            foreach (var stale in Directory.EnumerateFiles(folder).Where(f => !pages.ContainsKey(Path.GetFileName(f))).ToArray())
            {
                File.Delete(stale);
            }

            foreach (var (file, text) in pages)
            {
                File.WriteAllText(Path.Combine(folder, file), text);
            }
        }

        var next = $"run ./check docs and commit docs/{name}";
        Directory
            .EnumerateFiles(folder)
            .Select(f => Path.GetFileName(f)!)
            .Order(StringComparer.Ordinal)
            .ShouldBe(pages.Keys.Order(StringComparer.Ordinal), next);
        foreach (var (file, text) in pages)
        {
            File.ReadAllText(Path.Combine(folder, file)).ShouldBe(text, $"docs/{name}/{file} is stale: {next}");
        }
    }
}
