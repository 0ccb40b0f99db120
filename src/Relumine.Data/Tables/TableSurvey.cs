using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Tables.Texts;
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
    /// <param name="keepsRows">Whether the text of each row is kept, for what is asked about some of the rows.</param>
    /// <exception cref="RelumineException">A row has more or fewer fields than the others, or the target is no column.</exception>
    public static TableSurvey Run(TableText text, TableOptions options, IReadOnlySet<int> counted, bool keepsRows)
    {
        var target = TargetOf(text, options, text.Dialect.EndsEmpty);
        var survey = Run(text, options, counted, keepsRows, target);
        if (!text.Dialect.EndsEmpty || survey.Columns[^1].Present == 0)
        {
            return survey;
        }

        // The last column began empty and is not: then it may be the target after all.
        var other = TargetOf(text, options, endsEmpty: false);
        return other == target ? survey : Run(text, options, counted, keepsRows, other);
    }

    /// <summary>The lines of the first and the last row.</summary>
    public (long First, long Last) Lines { get; private init; }

    /// <summary>The lines between rows that were passed over as remarks, and the first of them.</summary>
    public (long Count, long Line) Remarks { get; private init; }

    /// <summary>The rows without a target, from 0.</summary>
    private List<int> WithoutTarget { get; init; } = [];

    /// <summary>The columns as they are in the rows that are learned from: those whose texts were kept; the others as they were.</summary>
    /// <param name="learned">For each row with a target, whether it is learned from.</param>
    public IReadOnlyList<ColumnSurvey> Among(bool[] learned)
    {
        var rows = WithoutTarget.Count == 0 ? learned : new bool[Rows];
        for (var (row, next, missing) = (0, 0, 0); rows != learned && row < rows.Length; row++)
        {
            var hasTarget = missing == WithoutTarget.Count || WithoutTarget[missing] != row;
            missing += hasTarget ? 0 : 1;
            rows[row] = hasTarget && learned[next++];
        }

        return [.. Columns.Select((c, i) => i != Target && c.Rows is not null && c.Texts.Count > 0 ? c.Among(rows) : c)];
    }

    private static int TargetOf(TableText text, TableOptions options, bool endsEmpty)
    {
        var columns = text.Dialect.Columns - (endsEmpty ? 1 : 0);
        return options.Target.Resolve(text.Bytes.Name, columns, text.Header);
    }

    private static TableSurvey Run(TableText text, TableOptions options, IReadOnlySet<int> counted, bool keepsRows, int target)
    {
        var (features, targets) = (MissingMarks.ForFeatures(options.Missing.Marks), MissingMarks.ForTarget(options.Missing.Marks));
        var budget = new TextBudget();
        ColumnSurvey[] columns = [.. Enumerable.Range(0, text.Dialect.Columns)
            .Select(c => new ColumnSurvey(
                c == target || counted.Contains(c), c == target ? MostClasses : MostTexts, budget, keepsRows ? new RowTexts(text.Bytes.Name) : null))];
        var withoutTarget = new List<int>();
        using var records = text.Rows();
        var (rows, firstLine, lastLine) = (0L, 0L, 0L);
        for (; records.MoveNext(); rows++)
        {
            (firstLine, lastLine) = (rows == 0 ? records.Line : firstLine, records.Line);
            var fields = new CsvFields(records.Current, text.Dialect.Delimiter);
            var column = 0;
            for (; fields.MoveNext(); column++)
            {
                if (column == columns.Length)
                {
                    throw text.Ragged(records.Line, CsvFields.Count(records.Current, text.Dialect.Delimiter));
                }

                var field = fields.Current.Trim(" \t"u8);
                var isMissing = (column == target ? targets : features).Is(field);
                columns[column].Add(field, records.Line, isMissing);
                if (isMissing && column == target)
                {
                    withoutTarget.Add((int)rows);
                }
            }

            if (column < columns.Length)
            {
                throw text.Ragged(records.Line, column);
            }
        }

        return rows <= int.MaxValue
            ? new(rows, [.. columns.Select(c => c.WithoutUnit)], target)
            {
                Lines = (firstLine, lastLine),
                Remarks = records.Remarks,
                WithoutTarget = withoutTarget,
            }
            : throw DataError.Broken(text.Bytes.Name, $"{rows} samples do not fit into memory at once.");
    }
}
