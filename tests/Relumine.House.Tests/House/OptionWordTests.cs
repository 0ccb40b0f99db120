using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Relumine.House.Tests.Guides;
using Relumine.House.Tests.Reading;

namespace Relumine.House.Tests.House;

/// <summary>
/// Libraries do not talk about the command line: who calls them from C# has no options. The program says which option
/// means what a library asks for.
/// </summary>
public partial class OptionWordTests
{
    // Options of other programs, which a library may tell, and properties of style sheets, which are written alike.
    private static readonly string[] s_foreign =
    [
        "src/Relumine.Onnx/Import/ForeignFormat.cs: --output",
        "src/Relumine.Reports/Pages/Stylesheet.cs: --line",
        "src/Relumine.Reports/Pages/SubdivisionStyle.cs: --line",
    ];

    [Fact]
    public void NoLibraryNamesAnOption() =>
        Project.Shipped.Where(p => p.Name != "Relumine.Cli").SelectMany(p => p.Own).SelectMany(f => Words(f).Distinct().Select(w => $"{f}: {w}"))
            .Except(s_foreign)
            .ShouldBeEmpty("say what is to be set, not which option sets it");

    private static IEnumerable<string> Words(string file) =>
        Sources
            .Top(file)
            .DescendantTokens()
            .SelectMany(t =>
                t.LeadingTrivia.Where(l => l.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
                    .Select(l => l.ToFullString())
                    .Append(IsText(t) ? t.Text : "")
            )
            .SelectMany(text => Option().Matches(text))
            .Select(m => m.Value)
            .Where(CommandLineWords.Options.Contains);

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken;

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();
}
