using Relumine.Data.Errors;
using Relumine.Data.Fit;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables.Plans;

/// <summary>A table that a plan understands: one pass to check and count all rows, then features and labels block by block.</summary>
internal sealed class PlannedTable
{
    private readonly TableText _text;
    private readonly TablePlan _plan;

    private PlannedTable(TableText text, TablePlan plan) => (_text, _plan) = (text, plan);

    /// <summary>Looks whether a file is a table with columns of the plan; null if it holds prepared numbers, or labels alone.</summary>
    public static PlannedTable? Find(DataFile file, TablePlan plan, DataOptions options)
    {
        var said = new TableOptions { Skip = options.CsvSkip, Delimiter = options.CsvDelimiter, Header = options.CsvHeader };
        var found = TableText.Open(file.Path, said);
        if (options.ForLabels && (found.Dialect.Columns == 1 || plan.Target() is null))
        {
            return null;
        }

        var columns = found.Dialect.Columns - (found.Dialect.EndsEmpty ? 1 : 0);
        if (!plan.Header)
        {
            return new(found, plan);
        }

        var features = plan.Features();
        if (found.Dialect.HasHeader && IsNumbers(found.Header, features, plan))
        {
            return null;
        }

        // A row of words alone may be a header that nothing but the plan can tell.
        var named = found.Dialect.HasHeader || options.CsvHeader == false ? found : TableText.Open(file.Path, said with { Header = true });
        var known = plan.Columns.Where(c => c.Role != ColumnRole.LeftOut).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        if (named.Dialect.HasHeader && named.Header.Any(known.Contains))
        {
            return new(named, plan);
        }

        var isPrepared = !found.Dialect.HasHeader && columns != plan.Columns.Count && (columns == features.Count || columns == features.Count + 1);
        return isPrepared ? null : new(found.Dialect.HasHeader ? named : found, plan);
    }

    /// <summary>Features, and labels where they are wanted and there.</summary>
    /// <exception cref="RelumineException">Columns of the plan are not there, a value is not what the plan says, or an option contradicts the plan.</exception>
    public DataContents Open(DataOptions options, bool wantsLabels)
    {
        if (options.Scaling is not null && !options.ForLabels)
        {
            throw DataError.Usage(
                $"{Scaling.DivideSetting()}, {Scaling.MeanSetting()} and {Scaling.DeviationSetting()} are for numbers that a model takes as they are; "
                    + $"this model carries how its table is scaled. Leave them out."
            );
        }

        var notices = new List<TableNotice>();
        var plan = _plan.Header && !_text.Dialect.HasHeader ? _plan with { Header = false } : _plan;
        var places = PlanPlaces.Find(_text, plan, notices);
        var target = plan.Target() is { } t && (wantsLabels || options.ForLabels) ? t.Index : -1;
        if (target >= 0)
        {
            PlaceTarget(plan, places, target, options.LabelColumn);
        }

        string[] aside = target >= 0 && places[target] >= 0 && plan.Columns[target].Classes == 0
            ? [$"'{TableNotice.Shown(plan.Columns[target].Title)}' is the target, a number: it is left out, and there is no accuracy."] : [];
        var isLabelled = target >= 0 && places[target] >= 0 && plan.Columns[target].Classes > 0;
        if (plan.Target() is { } unwanted && !isLabelled)
        {
            places[unwanted.Index] = -1;
        }

        if (options.ForLabels && !isLabelled)
        {
            throw DataError.Broken(_text.Bytes.Name, $"the table has no column of classes. Its target is '{TableNotice.Shown(plan.Target()!.Title)}'.");
        }

        var rows = Check(plan, places, notices);
        var labels = isLabelled ? new PlannedLabels(_text, plan, places, rows) : null;
        var described = TableFile.Describe(_text, isLabelled ? places[target] : -1);
        return new(
            options.ForLabels ? [] : [Features(options.Name, plan, places, rows)],
            labels,
            isLabelled ? plan.Target()!.Categories : [],
            [$"{described}; read as the model learned from its table", .. aside, .. notices.Select(n => n.Sentence)]);
    }

    // Prepared numbers under the names of the features, of which some are no columns of the table.
    private static bool IsNumbers(string[] header, IReadOnlyList<string> features, TablePlan plan) =>
        header.Length >= features.Count && header.Length <= features.Count + 1 && header.Take(features.Count).SequenceEqual(features)
            && !features.All(plan.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal).Contains);

    private DataSource Features(string name, TablePlan plan, int[] places, long rows)
    {
        var features = new PlannedFeatures(name, _text, plan, places, rows);
        return plan.Divide == 1 ? features : new ScaledSource(features, new Scaling { Divide = plan.Divide });
    }

    private void PlaceTarget(TablePlan plan, int[] places, int target, LabelColumn said)
    {
        if (said == LabelColumn.None)
        {
            return;
        }

        var column = said.Resolve(_text.Bytes.Name, _text.Dialect.Columns - (_text.Dialect.EndsEmpty ? 1 : 0), _text.Header);
        if (Array.FindIndex(places, p => p == column) is >= 0 and var taken && plan.Columns[taken].Role == ColumnRole.Feature)
        {
            throw DataError.Usage(
                $"{DataOptions.LabelSetting(said.ToString())}: '{TableNotice.Shown(_text.NameOf(column))}' is one of the columns that the model learned from; "
                    + $"its target is '{TableNotice.Shown(plan.Columns[target].Title)}'. Name the column with the labels, or leave this out."
            );
        }

        places[target] = column;
    }

    // All values are looked at before the first is computed with, so that what is wrong is told at once.
    private long Check(TablePlan plan, int[] places, List<TableNotice> notices)
    {
        var reader = new TableReader(_text, plan, places, 0);
        var features = new float[reader.Width];
        using var records = _text.Rows();
        var (rows, without, first) = (0L, 0L, 0L);
        while (records.MoveNext())
        {
            if (reader.Begin(records, out _))
            {
                rows++;
                reader.Features(records, features);
            }
            else
            {
                first = without++ == 0 ? records.Line : first;
            }
        }

        notices.AddRange(PlanNotice.Of(plan, reader));
        if (without > 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.MissingTarget, plan.Target()!.Title, first, "labels", without));
        }

        return rows > 0 ? rows : throw DataError.Broken(_text.Bytes.Name, "no row is left. At least one with a target is needed.");
    }
}
