using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Finds the columns of a plan in another table.</summary>
internal static class PlanPlaces
{
    /// <summary>Where each column of the plan stands: by its name, or by its place where the plan is of a table without a header; −1 where it is not
    /// needed.</summary>
    /// <exception cref="RelumineException">Features are not there: the message names them.</exception>
    public static int[] Find(TableText text, TablePlan plan, List<TableNotice> notices)
    {
        var known = plan.Columns.GroupBy(c => c.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<ColumnPlan>(g), StringComparer.Ordinal);
        var places = new int[plan.Columns.Count];
        Array.Fill(places, -1);
        for (var i = 0; i < text.Header.Length; i++)
        {
            if (!plan.Header)
            {
                if (i < places.Length)
                {
                    places[i] = i;
                }
            }
            else if (known.TryGetValue(text.Header[i], out var columns) && columns.TryDequeue(out var column))
            {
                places[column.Index] = i;
            }
            else if (!(i == text.Header.Length - 1 && text.Dialect.EndsEmpty))
            {
                notices.Add(TableNotice.Of(NoticeKind.UnknownColumn, text.NameOf(i)));
            }
        }

        List<string> missing = [.. plan.Columns.Where(c => c.Role == ColumnRole.Feature && places[c.Index] < 0).Select(c => $"'{TableNotice.Shown(c.Title)}'")];
        return missing.Count == 0
            ? places
            : throw DataError.Broken(
                text.Bytes.Name,
                $"the table lacks {(missing.Count == 1 ? "a column" : "columns")} that the model learned from: "
                    + $"{string.Join(", ", missing.Take(10))}{(missing.Count > 10 ? ", …" : "")}.{Nearest(text, plan, places, notices)} "
                    + $"Where the values are not known, add the column and leave its fields empty: they are filled as learned."
            );
    }

    // A column that the plan does not know may be one that is missing, spelled in another way.
    private static string Nearest(TableText text, TablePlan plan, int[] places, List<TableNotice> notices)
    {
        var unknown = notices.Where(n => n.Kind == NoticeKind.UnknownColumn).Select(n => n.Column!).ToList();
        foreach (var column in plan.Columns.Where(c => c.Role == ColumnRole.Feature && places[c.Index] < 0 && text.Dialect.HasHeader))
        {
            if (Graph.Errors.Nearest.To(column.Title, unknown, 1) is [var near])
            {
                return $" Is '{near}' the column '{TableNotice.Shown(column.Title)}'? Then rename it.";
            }
        }

        return text.Dialect.HasHeader || text.Header.Length == plan.Columns.Count ? ""
            : $" The file has no header, and {text.Header.Length} fields a row instead of {plan.Columns.Count}.";
    }

    /// <summary>The number of rows, and of those whose target is missing.</summary>
    /// <exception cref="RelumineException">A row has more or fewer fields than the others.</exception>
    public static (long Rows, long Missing) Count(TableText text, TablePlan plan, int target)
    {
        var marks = MissingMarks.ForTarget(plan.MissingMarks);
        using var records = text.Rows();
        var (rows, missing) = (0L, 0L);
        for (; records.MoveNext(); rows++)
        {
            var fields = new CsvFields(records.Current, text.Dialect.Delimiter);
            var column = 0;
            for (; fields.MoveNext(); column++)
            {
                missing += column == target && marks.Is(fields.Current.Trim(" \t"u8)) ? 1 : 0;
            }

            if (column != text.Dialect.Columns)
            {
                throw text.Ragged(records.Line, column);
            }
        }

        return (rows, missing);
    }
}
