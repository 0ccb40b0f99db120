using System.Text;
using Relumine.Data.Tables.Texts;

namespace Relumine.Data.Tables;

/// <summary>Finds texts of a column that may be one and the same, written in two ways.</summary>
internal static class SimilarityRule
{
    // Of more texts nobody looks through the list, and most of them are near to some other.
    private const int Most = 200;

    // Shorter words are often one letter apart.
    private const int Shortest = 4;

    // What stands in a few rows beside something so much more frequent may be a slip.
    private const int Rows = 3;
    private const int Times = 20;

    // A file with more slips than that has other troubles.
    private const int MostTold = 3;

    /// <summary>Tells of texts that differ in capitals alone, and of rare ones that are one letter away from a frequent one.</summary>
    /// <param name="column">The column's name.</param>
    /// <param name="texts">Its texts.</param>
    /// <param name="notices">Gets what is noticed.</param>
    public static void Tell(string column, DistinctTexts texts, List<TableNotice> notices)
    {
        if (texts.Overflowed || texts.Count > Most)
        {
            return;
        }

        var all = Enumerable.Range(0, texts.Count)
            .Select(i => (Text: Encoding.UTF8.GetString(texts[i]), Count: texts.CountOf(i), Line: texts.LineOf(i))).OrderBy(t => t.Text, StringComparer.Ordinal)
            .ToArray();
        foreach (var similar in all.GroupBy(t => t.Text.ToUpperInvariant()).Where(g => g.Count() > 1).Take(MostTold))
        {
            var names = string.Join(" and ", similar.Select(t => $"'{t.Text}'"));
            notices.Add(TableNotice.Of(NoticeKind.SimilarCategories, column, 0, names, similar.Count()));
        }

        foreach (var (rare, frequent) in all.Where(t => t.Count <= Rows).OrderBy(t => t.Line).Select(rare => (rare, MeantBy(rare.Text, rare.Count, all)))
            .Where(p => p.Item2 is not null).Take(MostTold))
        {
            notices.Add(new(
                NoticeKind.Misspelled, TableNotice.Shown(column), rare.Line, $"'{TableNotice.Shown(rare.Text)}' is nearly '{TableNotice.Shown(frequent!)}'",
                rare.Count));
        }
    }

    private static string? MeantBy(string text, long count, (string Text, long Count, long Line)[] all) =>
        all.Where(o => o.Count >= Times * count && IsOneSlip(text, o.Text)).OrderByDescending(o => o.Count).FirstOrDefault().Text;

    /// <summary>Whether one slip makes a word of another: a letter too many, too few or wrong, or two that changed places. Digits are no letters: 'type 1' and
    /// 'type 2' are two things.</summary>
    internal static bool IsOneSlip(string a, string b)
    {
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            start++;
        }

        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[^(end + 1)] == b[^(end + 1)])
        {
            end++;
        }

        var (inA, inB) = (a[start..^end], b[start..^end]);
        // What differs in capitals alone is told by itself.
        var isSlip = !a.Equals(b, StringComparison.OrdinalIgnoreCase) && (inA.Length, inB.Length) switch
        {
            ( <= 1, <= 1) => inA.Length + inB.Length > 0,
            (2, 2) => inA[0] == inB[1] && inA[1] == inB[0],
            _ => false,
        };
        return isSlip && (inA + inB).All(char.IsLetter) && a.Length >= Shortest && b.Length >= Shortest;
    }
}
