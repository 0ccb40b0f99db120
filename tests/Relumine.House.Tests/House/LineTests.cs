using Microsoft.CodeAnalysis.CSharp.Syntax;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.House;

/// <summary>No line of code has to be scrolled sideways.</summary>
public class LineTests
{
    private const int LongestLine = 160;

    [Fact]
    public void NoLineIsLong() =>
        Checkout.Code.SelectMany(Long).ShouldBeEmpty($"a line of C# has at most {LongestLine} columns; text inside raw strings may have more");

    private static IEnumerable<string> Long(string file)
    {
        var lines = Checkout.Read(file).Split('\n');
        if (!lines.Any(IsLong))
        {
            return [];
        }

        // The text of a page, a style sheet or a recipe is no code: its lines end where that text wants them to.
        var raw = Sources.Top(file).DescendantNodes()
            .Where(n => n is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax && n.ToString().Contains("\"\"\"", StringComparison.Ordinal))
            .Select(n => n.GetLocation().GetLineSpan())
            .SelectMany(s => Enumerable.Range(s.StartLinePosition.Line, s.EndLinePosition.Line - s.StartLinePosition.Line + 1))
            .ToHashSet();
        return lines.Select((text, i) => (Text: text, Line: i)).Where(l => IsLong(l.Text) && !raw.Contains(l.Line)).Select(l => $"{file}:{l.Line + 1}");
    }

    // What is beyond the basic plane is one sign of two characters.
    private static bool IsLong(string line) => line.Length > LongestLine && line.TrimEnd('\r').EnumerateRunes().Count() > LongestLine;
}
