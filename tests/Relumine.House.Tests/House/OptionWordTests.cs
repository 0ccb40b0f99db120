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
    // Files that still do. The list only gets shorter.
    private static readonly string[] s_known =
    [
        "src/Relumine.Data/Csv/CsvFormat.cs",
        "src/Relumine.Data/Datasets/Labels.cs",
        "src/Relumine.Data/Fit/LayoutMismatch.cs",
        "src/Relumine.Data/Fit/ScaledSource.cs",
        "src/Relumine.Data/Fit/Scaling.cs",
        "src/Relumine.Data/Formats/DataFormats.cs",
        "src/Relumine.Data/Formats/DataOptions.cs",
        "src/Relumine.Data/Formats/LabelColumn.cs",
        "src/Relumine.Doctor/Audits/Audit.cs",
        "src/Relumine.Doctor/Audits/Score.cs",
        "src/Relumine.Doctor/Checkups/State/CheckupState.cs",
        "src/Relumine.Doctor/Cures/ScaleData.cs",
        "src/Relumine.Doctor/Findings/DataScale.cs",
        "src/Relumine.Doctor/Gates/FailOn.cs",
        "src/Relumine.Doctor/Gates/GateOptions.cs",
        "src/Relumine.Doctor/Json/AuditJson.cs",
        "src/Relumine.Doctor/Json/CheckupJson.cs",
        "src/Relumine.Doctor/Runs/RunLog.cs",
        "src/Relumine.Doctor/Units/ClassCensus.cs",
        "src/Relumine.Engine/Inference/Feed/InputBinding.cs",
        "src/Relumine.Engine/Training/Replay/CheckpointFile.cs",
        "src/Relumine.Recipes/Runs/TrainingRun.cs",
        "src/Relumine.Reports/Pages/FindingCards.cs",
        "src/Relumine.Reports/Pages/LayerCards.cs",
        "src/Relumine.Reports/Pages/TrainingPage.cs",
    ];

    [Fact]
    public void NoLibraryNamesAnOption()
    {
        var offenders = Project.Shipped.Where(p => p.Name != "Relumine.Cli").SelectMany(p => p.Own)
            .Select(f => (File: f, Words: Words(f).Distinct().ToList()))
            .Where(f => f.Words.Count > 0)
            .ToList();

        offenders.Where(f => !s_known.Contains(f.File)).Select(f => $"{f.File}: {string.Join(' ', f.Words)}")
            .ShouldBeEmpty("say what is to be set, not which option sets it");
        s_known.Except(offenders.Select(f => f.File)).ShouldBeEmpty("these name no option any more: take them off the list");
    }

    private static IEnumerable<string> Words(string file) =>
        Sources.Top(file).DescendantTokens()
            .SelectMany(t => t.LeadingTrivia.Where(l => l.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)).Select(l => l.ToFullString()).Append(IsText(t) ? t.Text : ""))
            .SelectMany(text => Option().Matches(text))
            .Select(m => m.Value)
            .Where(CommandLineWords.Options.Contains);

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken;

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*")]
    private static partial Regex Option();
}
