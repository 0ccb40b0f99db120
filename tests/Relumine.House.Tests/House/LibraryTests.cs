using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>Libraries know no command line: they name settings, and the program says by which options they are given.</summary>
public partial class LibraryTests
{
    // Style sheets have variables that look like options.
    private const string Style = "src/Relumine.Reports/Pages/Stylesheet.cs";

    public static TheoryData<string> Libraries => ["Kernels", "Graph", "Onnx", "Data", "Engine", "Recipes", "Reports"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void NoLibraryNamesAnOption(string name) =>
        Checkout.Code.Where(f => f.StartsWith($"src/Relumine.{name}/", StringComparison.Ordinal) && f != Style)
            .SelectMany(f => Checkout.Read(f).Split('\n').Where(l => Option().IsMatch(l)).Select(l => $"{f}: {l.Trim()}"))
            .ShouldBeEmpty();

    // Two hyphens and a word in front of which no word ends: --csv-skip, but neither i-- nor --count == 0.
    [GeneratedRegex(@"(?<![\w-])--[a-z]+(?:-[a-z]+)*(?![\w\[(])(?! ==)")]
    private static partial Regex Option();
}
