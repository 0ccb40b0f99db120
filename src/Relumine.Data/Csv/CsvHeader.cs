using System.Text;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Dates;
using Relumine.Data.Tables.Numbers;

namespace Relumine.Data.Csv;

/// <summary>Whether the first record of a table names its columns, where the second alone does not tell: because values are missing, or are no
/// numbers.</summary>
internal static class CsvHeader
{
    private const int FewestRows = 4;

    /// <summary>Judges by the first records.</summary>
    /// <param name="sample">Their fields, as texts; the first record is in question.</param>
    public static bool IsLikely(IReadOnlyList<string[]> sample)
    {
        var (first, columns) = (sample[0], sample[0].Length);
        var rows = sample.Skip(1).Where(r => r.Length == columns).ToList();
        if (columns < 2 || rows.Count == 0 || first.Any(IsValue))
        {
            return false;
        }

        // A word stands above numbers or dates.
        var isAbove = Enumerable.Range(0, columns).Any(c => first[c].Length > 0 && rows.Count(r => IsValue(r[c])) * 2 > rows.Count);
        if (isAbove)
        {
            return true;
        }

        // Words above words: a name is met once, while what stands below repeats.
        return rows.Count >= FewestRows && first.All(f => f.Length > 0) && first.Distinct(StringComparer.Ordinal).Count() == columns
            && Enumerable.Range(0, columns).All(c => rows.TrueForAll(r => r[c] != first[c]))
            && Enumerable.Range(0, columns).Any(c => rows.Select(r => r[c]).Distinct(StringComparer.Ordinal).Count() * 2 <= rows.Count);
    }

    private static bool IsValue(string text)
    {
        var field = Encoding.UTF8.GetBytes(text);
        return NumberFormat.Read(field).IsNumber || Enum.GetValues<DateOrder>().Any(o => DateFormat.TryRead(field, o, out _));
    }
}
