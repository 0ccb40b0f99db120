using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>
/// Every program in C# that a page shows stands in PageSamples.cs, too, and so compiles; those of README.md in ReadmeSample.cs.
/// </summary>
public partial class SampleTests
{
    private const string Home = "tests/Relumine.House.Tests/Guides/PageSamples.cs";

    private const string OtherLibraries = "docs/other-libraries.md";

    // These have a test of their own, which also runs them.
    private static readonly string[] s_elsewhere = ["README.md", "docs/arrays.md", OtherLibraries];

    public static TheoryData<string> Pages =>
        [.. Checkout.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal) && !s_elsewhere.Contains(f) && Sample().IsMatch(Checkout.Read(f)))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void WhatAPageShowsCompiles(string page)
    {
        var shown = Sample().Matches(Checkout.Read(page)).Select(m => m.Groups["code"].Value).ToList();
        var home = Checkout.Read(Home);
        var compiled = home.Split($"        // <{page}>\n").Skip(1).Select(part => Indentation().Replace(part.Split($"        // </{page}>")[0], "").Trim());

        compiled.ShouldBe(
            shown.Select(code => Using().Replace(code, "").Trim()),
            $"put the program of {page} between '// <{page}>' and '// </{page}>' in {Home}"
        );
        shown.SelectMany(code => Using().Matches(code).Select(m => m.Value)).Where(line => !home.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void WhatThePageOfOtherLibrariesShowsStandsInItsProgram()
    {
        var program = Checkout.Read("samples/OtherLibraries/Program.cs");

        var shown = Sample().Matches(Checkout.Read(OtherLibraries)).Select(m => m.Groups["code"].Value).ToArray();

        shown.Length.ShouldBe(3);
        shown.ShouldAllBe(code => program.Contains(code));
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("^using [A-Z][A-Za-z.]*;\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
