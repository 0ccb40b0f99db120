using System.Text.RegularExpressions;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>
/// Every program in C# that a page shows stands in PageSamples.cs, too, and so compiles; those of README.md in ReadmeSample.cs.
/// </summary>
public partial class SampleTests
{
    private const string Home = "tests/Relumine.House.Tests/Guides/PageSamples.cs";

    // These have a test of their own, which also runs them.
    private static readonly string[] s_elsewhere = ["README.md", "docs/arrays.md"];

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

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Sample();

    [GeneratedRegex("^using [A-Z][A-Za-z.]*;\n", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();
}
