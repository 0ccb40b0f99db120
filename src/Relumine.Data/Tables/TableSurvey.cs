using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>One pass over a table that gathers what every column holds.</summary>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">What each column holds.</param>
/// <param name="Target">The index of the target, or −1.</param>
internal sealed record TableSurvey(long Rows, IReadOnlyList<ColumnSurvey> Columns, int Target)
{
    private const int MostTexts = 4096;
    private const int MostClasses = 1 << 16;

    /// <summary>Goes over the table.</summary>
    /// <param name="text">The file.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="counted">Columns whose numbers are counted as texts to the end.</param>
    /// <exception cref="RelumineException">A row has more or fewer fields than the others, or the target is no column.</exception>
    public static TableSurvey Run(TableText text, TableOptions options, IReadOnlySet<int> counted)
    {
        var target = TargetOf(text, options, text.Dialect.EndsEmpty);
        var survey = Run(text, options, counted, target);
        if (!text.Dialect.EndsEmpty || survey.Columns[^1].Present == 0)
        {
            return survey;
        }

        // The last column began empty and is not: then it may be the target after all.
        var other = TargetOf(text, options, endsEmpty: false);
        return other == target ? survey : Run(text, options, counted, other);
    }

    /// <summary>What stands in columns that hold texts, in the rows that are learned from; the other columns as they were.</summary>
    /// <param name="text">The file.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="all">What the columns hold in all rows.</param>
    /// <param name="learned">For each row with a target, whether it is learned from.</param>
    public static IReadOnlyList<ColumnSurvey> OfTexts(TableText text, TableOptions options, TableSurvey all, bool[] learned)
    {
        var (budget, marks, targets) = (new TextBudget(), MissingMarks.ForFeatures(options.Missing.Marks), MissingMarks.ForTarget(options.Missing.Marks));
        var columns = new ColumnSurvey?[all.Columns.Count];
        for (var c = 0; c < columns.Length; c++)
        {
            columns[c] = c != all.Target && !all.Columns[c].IsCut && all.Columns[c].Texts.Count > 0 ? new ColumnSurvey(true, MostTexts, budget) : null;
        }

        if (columns.All(c => c is null))
        {
            return all.Columns;
        }

        using var records = text.Rows();
        for (var row = 0; records.MoveNext();)
        {
            var fields = new CsvFields(records.Current, text.Dialect.Delimiter);
            if (all.Target >= 0 && all.Columns[all.Target].Missing > 0)
            {
                var at = fields;
                for (var i = 0; i <= all.Target; i++)
                {
                    at.MoveNext();
                }

                if (targets.Is(at.Current.Trim(" \t"u8)))
                {
                    continue;
                }
            }

            if (row == learned.Length || !learned[row++])
            {
                continue;
            }

            for (var column = 0; fields.MoveNext() && column < columns.Length; column++)
            {
                var field = fields.Current.Trim(" \t"u8);
                columns[column]?.Count(field, records.Line, marks.Is(field));
            }
        }

        return [.. columns.Select((c, i) => c ?? all.Columns[i])];
    }

    private static int TargetOf(TableText text, TableOptions options, bool endsEmpty)
    {
        var columns = text.Dialect.Columns - (endsEmpty ? 1 : 0);
        return options.Target.Resolve(text.Bytes.Name, columns, text.Header);
    }

    private static TableSurvey Run(TableText text, TableOptions options, IReadOnlySet<int> counted, int target)
    {
        var (features, targets) = (MissingMarks.ForFeatures(options.Missing.Marks), MissingMarks.ForTarget(options.Missing.Marks));
        var budget = new TextBudget();
        ColumnSurvey[] columns = [.. Enumerable.Range(0, text.Dialect.Columns)
            .Select(c => new ColumnSurvey(c == target || counted.Contains(c), c == target ? MostClasses : MostTexts, budget))];
        using var records = text.Rows();
        long rows = 0;
        for (; records.MoveNext(); rows++)
        {
            var fields = new CsvFields(records.Current, text.Dialect.Delimiter);
            var column = 0;
            for (; fields.MoveNext(); column++)
            {
                if (column == columns.Length)
                {
                    throw text.Ragged(records.Line, CsvFields.Count(records.Current, text.Dialect.Delimiter));
                }

                var field = fields.Current.Trim(" \t"u8);
                columns[column].Add(field, records.Line, (column == target ? targets : features).Is(field));
            }

            if (column < columns.Length)
            {
                throw text.Ragged(records.Line, column);
            }
        }

        return rows <= int.MaxValue ? new(rows, [.. columns.Select(c => c.WithoutUnit)], target)
            : throw DataError.Broken(text.Bytes.Name, $"{rows} samples do not fit into memory at once.");
    }
}
