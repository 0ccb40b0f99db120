namespace Relumine.Data.Tables;

/// <summary>Whether a column names rows, so that a network could only learn them by heart.</summary>
internal static class IdentifierRule
{
    private const int FewestRows = 10;
    private const double NearlyAll = 0.95;
    private const int LongestName = 40;

    private static readonly string[] s_names =
    [
        "id",
        "ids",
        "index",
        "idx",
        "nr",
        "no",
        "no.",
        "#",
        "key",
        "uuid",
        "guid",
        "row",
        "rownum",
        "rowid",
        "rownames",
        "unnamed: 0",
        "unnamed",
    ];

    // What counts up by itself and yet says something.
    private static readonly string[] s_quantities =
    [
        "x",
        "t",
        "time",
        "step",
        "epoch",
        "day",
        "days",
        "week",
        "month",
        "year",
        "hour",
        "hours",
        "minute",
        "second",
        "seconds",
        "date",
        "age",
        "distance",
        "position",
        "depth",
    ];

    /// <summary>Whether a column of numbers counts or names rows.</summary>
    /// <param name="column">What it holds.</param>
    /// <param name="name">Its name; "" without a header.</param>
    /// <param name="isFirst">Whether it is the first.</param>
    public static bool IsNumber(ColumnSurvey column, string name, bool isFirst)
    {
        if (column.Present < FewestRows || column.Missing > 0 || !column.IsWhole || column.Numbers != column.Present)
        {
            return false;
        }

        var isDistinct = column.IsIncreasing || (!column.IsCut && !column.Texts.Overflowed && column.Texts.Count == column.Present);
        return (SaysId(name) && isDistinct)
            // A table that counts its rows.
            || (
                isFirst
                && column.IsSequence
                && column.PointRange.Least is 0 or 1
                && column.Present >= 2 * FewestRows
                && !s_quantities.Contains(name.ToLowerInvariant())
            );
    }

    /// <summary>Whether texts are different nearly everywhere.</summary>
    public static bool IsDistinct(ColumnSurvey column) => column.Texts.Count >= NearlyAll * column.Texts.Total;

    /// <summary>Whether texts that are different nearly everywhere look like names and not like remarks.</summary>
    public static bool IsShort(ColumnSurvey column) => column.Bytes <= LongestName * column.Present && column.WithBlanks * 10 <= column.Present;

    private static bool SaysId(string name)
    {
        if (s_names.Contains(name.ToLowerInvariant()))
        {
            return true;
        }

        // CustomerId, customer_id, PASSENGER ID, but not humid or paid.
        return name.Length > 2 && name.EndsWith("id", StringComparison.OrdinalIgnoreCase)
            && (name[^3] is '_' or '-' or ' ' or '.' || (name[^2] == 'I' && !char.IsUpper(name[^3])));
    }
}
