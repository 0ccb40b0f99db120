using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>The map of ARCHITECTURE.md has a line for every folder, and what pages for engineers name is there.</summary>
public partial class MapTests
{
    private static readonly string[] s_roots = ["src", "tests", "bench", "tools", "recipes", "docs", "samples"];

    /// <summary>The pages that say where things lie and how they are done.</summary>
    public static TheoryData<string> Pages =>
        [.. Checkout.Files.Where(f => f is "ARCHITECTURE.md" or "CONTRIBUTING.md" or "tools/oracles/README.md"
            || (f.StartsWith("docs/decisions/", StringComparison.Ordinal) && f.EndsWith(".md", StringComparison.Ordinal)))];

    [Fact]
    public void EveryFolderHasALineAndEveryLineAFolder()
    {
        var folders = Checkout.Files.Where(f => !IsPackagePage(f)).Select(Folder).Where(f => s_roots.Contains(f.Split('/')[0])).Distinct().ToList();
        var map = Checkout.Read("ARCHITECTURE.md").Split("\n## The map\n")[1].Split("\n## ")[0];
        var lines = Line().Matches(map).Select(m => m.Groups["folder"].Value).ToList();

        folders.Except(lines).ShouldBeEmpty("ARCHITECTURE.md has no line in its map for these folders: say in a few words what lies there");
        lines.Except(folders).ShouldBeEmpty("ARCHITECTURE.md has lines in its map for these folders, which hold no files");
        lines.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void PathsInSentencesLeadSomewhere(string page) =>
        Quoted()
            .Matches(Checkout.Read(page))
            .Select(m => m.Groups["text"].Value)
            .Where(text =>
                s_roots.Contains(text.Split('/')[0]) && text.Contains('/', StringComparison.Ordinal) && !text.Contains('<', StringComparison.Ordinal)
            )
            .Where(path => !Path.Exists(Path.Combine(Repository.Root, path.Split(" ")[0])))
            .ShouldBeEmpty($"{page} names files or folders that are not there");

    [Theory]
    [MemberData(nameof(Pages))]
    public void TestsThatArePromisedExist(string page)
    {
        var tests = Checkout.Code.Select(f => Path.GetFileNameWithoutExtension(f)).ToHashSet();

        Quoted().Matches(Checkout.Read(page)).Select(m => m.Groups["text"].Value).Where(text => TestClass().IsMatch(text) && !tests.Contains(text))
            .ShouldBeEmpty($"{page} says that these tests hold something");
    }

    // A folder of src that holds folders only has a project file and the page of its package, too.
    private static bool IsPackagePage(string file) =>
        file.StartsWith("src/", StringComparison.Ordinal)
        && Path.GetFileName(file) is var name
        && (name == "README.md" || name.EndsWith(".csproj", StringComparison.Ordinal));

    // Test projects mirror src, and lessons are told in recipes/README.md: they have one line each, and their folders none.
    private static string Folder(string file)
    {
        var parts = file.Split('/')[..^1];
        return string.Join('/', parts is ["tests" or "recipes", _, ..] ? parts[..2] : parts);
    }

    [GeneratedRegex(@"^\| `(?<folder>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("`(?<text>[^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("^[A-Z][A-Za-z]+(Tests|Contract)$")]
    private static partial Regex TestClass();
}
