using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>
/// Reads tables as people have them: a pass to check the encoding, one to find out what the columns hold (two where numbers turn out to
/// be categories), one to read them. Where some of the rows are learned from, what the others hold is known from the second.
/// </summary>
public static class TableFile
{
    /// <summary>Reads a table, and learns from it how to read others like it.</summary>
    /// <param name="path">A CSV file, gzipped or not.</param>
    /// <param name="options">What the user says; all else is found out.</param>
    /// <param name="kind">How the target is to be understood; null to find that out, too.</param>
    /// <param name="classes">The classes that a network tells apart; 0 if that is not known.</param>
    /// <param name="learned">
    /// Given the rows with a target, says which are learned from: fills and categories come from these alone. It is asked only where there is something to
    /// learn. Null for all.
    /// </param>
    /// <exception cref="RelumineException">
    /// The file is missing, no text, ragged, or ambiguous, or a value is not like the others of its column
    /// (<see cref="ErrorKind.BrokenFile"/>, with line and column); an option names a column that is not there (<see cref="ErrorKind.InvalidRequest"/>).
    /// </exception>
    public static Table Read(string path, TableOptions options, TargetKind? kind = null, int classes = 0, Func<TargetRows, bool[]>? learned = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        return Guarded(path, () => ReadOwn(path, options, kind, classes, learned));
    }

    /// <summary>Reads a table by the plan that was made from another one with the same columns, in any order.</summary>
    /// <param name="path">A CSV file, gzipped or not. The target may be missing.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Lines to skip, the delimiter, and whether rows without a target are left out; the rest is in the plan.</param>
    /// <exception cref="RelumineException">As <see cref="Read"/>; or a column of the plan is not there.</exception>
    public static Table Apply(string path, TablePlan plan, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(plan);
        return Guarded(path, () => ApplyOwn(path, plan, options ?? new()));
    }

    private static Table Guarded(string path, Func<Table> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }
    }

    private static Table ReadOwn(string path, TableOptions options, TargetKind? kind, int classes, Func<TargetRows, bool[]>? learned)
    {
        var text = TableText.Open(path, options);
        var wishes = new TableWishes(text, options);
        var counted = wishes.Counted();
        var survey = TableSurvey.Run(text, options, counted, learned is not null);
        var again = Enumerable.Range(0, survey.Columns.Count).Where(c => ColumnChoice.NeedsCounts(survey.Columns[c])).ToList();
        if (again.Count > 0)
        {
            counted.UnionWith(again);
            survey = TableSurvey.Run(text, options, counted, learned is not null);
        }

        var notices = new List<TableNotice>();
        if (text.Encoding is not null)
        {
            notices.Add(new(NoticeKind.Encoding, Value: text.Encoding));
        }

        if (survey.Remarks.Count > 0)
        {
            notices.Add(new(NoticeKind.Remarks, Line: survey.Remarks.Line, Count: survey.Remarks.Count));
        }

        var rows = survey.Rows - (survey.Target < 0 ? 0 : survey.Columns[survey.Target].Missing);
        var mask = learned is null ? null : Learned(text, options, wishes, survey, kind, classes, rows, learned);
        var choice = new ColumnChoice(text, survey, options, wishes, notices)
        {
            Learned = mask is null ? survey.Columns : survey.Among(mask),
        };
        ColumnPlan[] columns = [.. Enumerable.Range(0, survey.Columns.Count)
            .Select(c => c == survey.Target ? TargetChoice.Decide(text, survey, choice, kind, notices) : choice.Decide(c))];
        columns = KeepOne(columns, survey, notices);
        if (survey.Target >= 0)
        {
            TargetChoice.CheckMissing(text, survey, options, notices);
        }

        var plan = new TablePlan
        {
            Header = text.Dialect.HasHeader,
            MissingMarks = options.Missing.Marks,
            Divide = options.Scaling?.Divide ?? 1,
            Columns = columns,
        };
        var reader = new TableReader(text, plan, [.. Enumerable.Range(0, columns.Length)], classes);
        var (features, labels, values) = reader.Read(rows);
        plan = plan with { Columns = LearnFills(text, survey, options, wishes, reader, new FillLearner(features, mask), columns, notices) };
        return new Table(path, plan, notices, features, labels, values)
        {
            Dialect = Describe(text, survey.Target),
            Rows = survey.Rows,
            Lines = reader.Lines,
            Columns = [.. plan.Columns.Select((c, i) => TableColumn.Of(c, survey.Columns[i]))],
        };
    }

    // Which rows are learned from depends on their classes, so these are read first; what is noticed on the way is noticed again.
    private static bool[]? Learned(
        TableText text, TableOptions options, TableWishes wishes, TableSurvey survey, TargetKind? kind, int classes, long rows,
        Func<TargetRows, bool[]> learned)
    {
        var choice = new ColumnChoice(text, survey, options, wishes, []) { Learned = survey.Columns };
        bool LearnsFromRows(int column) => column != survey.Target && (survey.Columns[column].Missing > 0 || choice.Decide(column).Kind != ColumnKind.Number);
        if (!Enumerable.Range(0, survey.Columns.Count).Any(LearnsFromRows))
        {
            return null;
        }

        if (survey.Target < 0)
        {
            return learned(new TargetRows((int)rows, null));
        }

        TargetChoice.CheckMissing(text, survey, options, []);
        var target = TargetChoice.Decide(text, survey, choice, kind, []);
        var reader = new TableReader(text, new TablePlan { MissingMarks = options.Missing.Marks, Columns = [target] }, [survey.Target], classes);
        return learned(new TargetRows((int)rows, survey.Columns[survey.Target] is { Rows: not null } known ? reader.Labels(known) : reader.ReadLabels(rows)));
    }

    // What seems to name rows is kept where nothing else is left: y by a running x.
    private static ColumnPlan[] KeepOne(ColumnPlan[] columns, TableSurvey survey, List<TableNotice> notices)
    {
        if (
            columns.Any(c => c.Role == ColumnRole.Feature)
            || Array.Find(columns, c => c.Kind == ColumnKind.Identifier && survey.Columns[c.Index].Numbers > 0) is not { } only
            || survey.Columns[only.Index].NotNumbers.Count > 0
        )
        {
            return columns;
        }

        notices.RemoveAll(n => n.Kind == NoticeKind.Identifier && n.Column == TableNotice.Shown(only.Title));
        return [.. columns.Select(c => c == only ? c with { Kind = ColumnKind.Number, Role = ColumnRole.Feature, Reason = "a number" } : c)];
    }

    private static ColumnPlan[] LearnFills(
        TableText text,
        TableSurvey survey,
        TableOptions options,
        TableWishes wishes,
        TableReader reader,
        FillLearner learner,
        ColumnPlan[] columns,
        List<TableNotice> notices
    )
    {
        var offset = 0;
        var learned = new ColumnPlan[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var plan = columns[i] with { Missing = survey.Columns[i].Missing };
            if (plan.Role == ColumnRole.Feature && plan.Kind != ColumnKind.Category)
            {
                var fill =
                    wishes.Fills.GetValueOrDefault(i)
                    ?? (plan.Kind is ColumnKind.Number or ColumnKind.Date ? options.Missing.Numbers : options.Missing.Categories);
                plan = learner.Learn(plan, offset, fill, what => text.Fail(plan.Index, what));
                notices.AddRange(MissingNotice.Of(plan, survey.Columns[i], fill));
            }
            else if (plan.Role == ColumnRole.Feature)
            {
                notices.AddRange(MissingNotice.Of(plan, survey.Columns[i], ""));
            }

            offset += reader.ByPlan[i]?.Width ?? 0;
            learned[i] = plan;
        }

        return learned;
    }

    private static Table ApplyOwn(string path, TablePlan plan, TableOptions options)
    {
        var text = TableText.Open(path, options with { Header = plan.Header });
        var notices = new List<TableNotice>();
        if (text.Encoding is not null)
        {
            notices.Add(new(NoticeKind.Encoding, Value: text.Encoding));
        }

        var places = PlanPlaces.Find(text, plan, notices);
        var target = plan.Target() is { } t ? places[t.Index] : -1;
        var (rows, missing) = PlanPlaces.Count(text, plan, target);
        if (missing > 0 && !options.Missing.DropRowsWithoutTarget)
        {
            throw text.Fail(
                target,
                FormattableString.Invariant($"is the target, and its value is missing in {missing} of {rows} rows. Fill it in, or have these rows left out.")
            );
        }

        var reader = new TableReader(text, plan, places, 0);
        var (features, labels, values) = reader.Read(rows - missing);
        notices.AddRange(PlanNotice.Of(plan, reader));
        return new Table(path, plan, notices, features, labels, values) { Dialect = Describe(text, target), Rows = rows, Lines = reader.Lines };
    }

    /// <summary>How a table is written, in a few words.</summary>
    internal static string Describe(TableText text, int target) =>
        $"CSV: fields separated by {text.Dialect.DelimiterText}, "
            + $"{(text.Dialect.HasHeader ? "a header" : "no header")}{(target < 0 ? "" : $", labels in column {target + 1}")}";
}

/// <summary>The rows of a table that have a target: what a choice of those to learn from may look at.</summary>
/// <param name="Count">Their number.</param>
/// <param name="Labels">The class of each; null where the target is a number, or stands elsewhere.</param>
public readonly record struct TargetRows(int Count, int[]? Labels);
