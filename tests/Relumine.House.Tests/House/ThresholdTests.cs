using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>The numbers by which a finding judges stand in Thresholds, where whoever calls the doctor can set them.</summary>
public class ThresholdTests
{
    private static readonly string[] s_free = ["0", "1", "2", "100"];

    private static readonly Dictionary<(string File, string Number), string> s_allowed = new()
    {
        [("src/Relumine.Doctor/Findings/DataScale.cs", "255")] = "the largest byte, by which pixels are recognized; no matter of judgement",
        [("src/Relumine.Doctor/Findings/AuditedData.cs", "19")] = "how many samples are told from each other: a bound of memory, no matter of judgement",
    };

    [Fact]
    public void FindingsTakeTheirNumbersFromThresholds()
    {
        var numbers = Checkout.Code.Where(f => f.StartsWith("src/Relumine.Doctor/Findings/", StringComparison.Ordinal))
            .SelectMany(f => Sources.Top(f).DescendantTokens().Where(t => t.IsKind(SyntaxKind.NumericLiteralToken)).Select(t => (File: f, Number: t.ValueText)))
            .Where(n => !s_free.Contains(n.Number))
            .Distinct()
            .ToList();

        numbers.Except(s_allowed.Keys).ShouldBeEmpty("move the number to Thresholds, with the reason for it");
        s_allowed.Keys.Except(numbers).ShouldBeEmpty("these numbers are gone: take them off the list");
    }
}
