using System.Globalization;

namespace Relumine.Data.Tables;

/// <summary>Tells what stood for missing values in a column, and what took their place.</summary>
internal static class MissingNotice
{
    /// <summary>The notice, or none.</summary>
    public static IEnumerable<TableNotice> Of(ColumnPlan plan, ColumnSurvey column, string fill)
    {
        if (column.Missing == 0)
        {
            return [];
        }

        var marks = string.Join(", ", column.Marks.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Take(4)
            .Select(m => m.Key.Length == 0 ? "an empty field" : $"'{TableNotice.Shown(m.Key)}'"));
        var value = $"written as {marks}; filled {Filled(plan, fill)}{(plan.Indicator ? ", and told by a feature beside it" : "")}";
        return [new(NoticeKind.Missing, TableNotice.Shown(plan.Title), column.MissingLines[0], value, column.Missing)];
    }

    private static string Filled(ColumnPlan plan, string fill)
    {
        if (plan.Kind == ColumnKind.Category)
        {
            return plan.MissingCategory ? "by a category of its own" : plan.FillCategory is { } own ? $"by '{TableNotice.Shown(own)}'" : "by 'other'";
        }

        var values = string.Join(", ", plan.Fills.Select(f => ((float)(f + plan.Offset)).ToString("G7", CultureInfo.InvariantCulture)));
        return fill switch
        {
            MissingFill.Median => $"by the median, {values}",
            MissingFill.Mean => $"by the mean, {values}",
            MissingFill.MostFrequent or MissingFill.Category => $"by the most frequent value, {values}",
            _ => $"by {values}",
        };
    }
}
