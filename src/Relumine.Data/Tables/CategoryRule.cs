using Relumine.Data.Tables.Texts;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Columns of texts: which are categories, and which of these get a feature.</summary>
/// <param name="text">The file.</param>
/// <param name="options">The limits.</param>
/// <param name="notices">Gets what is noticed.</param>
internal sealed class CategoryRule(TableText text, TableOptions options, List<TableNotice> notices)
{
    private const int NamedCategories = 8;

    /// <summary>Whether the values are few and repeat.</summary>
    public static bool IsFew(ColumnSurvey column) =>
        !column.Texts.Overflowed && (column.Texts.Count * 2 <= column.Present || (column.Texts.Count <= 3 && column.Texts.Count < column.Present));

    /// <summary>The plan of a column of categories, or of one that has too many.</summary>
    /// <param name="index">The column.</param>
    /// <param name="column">What it holds.</param>
    /// <param name="fill">What takes the place of missing values.</param>
    /// <param name="isDemanded">Whether the user says that it is a category: then too many are an error.</param>
    public ColumnPlan Decide(int index, ColumnSurvey column, string fill, bool isDemanded)
    {
        var name = text.NameOf(index);
        var rows = column.Present + column.Missing;
        var all = column.Texts.Sorted();
        var least = options.Categories.Rare < 1 ? options.Categories.Rare * rows : options.Categories.Rare;
        var (kept, rare) = (all.Where(c => c.Count >= least).ToList(), all.Where(c => c.Count < least).ToList());
        var plan = new ColumnPlan { Index = index, Name = text.Header[index], Kind = ColumnKind.Category, Role = ColumnRole.Feature };

        // Where most rows would be 'other', nothing is left of the column.
        if (column.Texts.Overflowed || kept.Count + (rare.Count > 0 ? 1 : 0) > options.Categories.Most || rare.Sum(c => c.Count) * 2 > column.Present)
        {
            if (isDemanded && (column.Texts.Overflowed || kept.Count > options.Categories.Most))
            {
                throw text.Fail(
                    index,
                    $"is to be a category, but has {(column.Texts.Overflowed ? "more than " : "")}{all.Count} different values; "
                        + $"the limit is {options.Categories.Most}. "
                        + $"Raise {new Setting(TableSettings.Most)}, or {new Setting(TableSettings.Rare)}."
                );
            }

            if (!isDemanded)
            {
                notices.Add(TableNotice.Of(NoticeKind.TooManyCategories, name, 0, FormattableString.Invariant($"{options.Categories.Most}"), all.Count));
                return plan with { Role = ColumnRole.LeftOut, Reason = FormattableString.Invariant($"{all.Count} categories are too many") };
            }
        }

        var isMissingKept = column.Missing > 0 && fill == MissingFill.Category && column.Missing >= least;
        if (kept.Count + (rare.Count > 0 ? 1 : 0) + (isMissingKept ? 1 : 0) <= 1)
        {
            notices.Add(TableNotice.Of(NoticeKind.Constant, name, column.First.Line, column.First.Text, column.Present));
            return plan with { Role = ColumnRole.LeftOut, Reason = "the same everywhere" };
        }

        Tell(name, column.Texts, kept, rare);
        return plan with
        {
            Categories = [.. kept.Select(c => c.Text)],
            Rare = [.. rare.Select(c => c.Text)],
            Other = rare.Count > 0,
            MissingCategory = isMissingKept,
            FillCategory = FillOf(index, column, fill, isMissingKept, kept, rare.Count > 0),
            Indicator = options.Missing.Indicator && column.Missing > 0,
            Reason = "a feature for each category",
        };
    }

    // A category of missing values that would be rare counts as rare ones do; without any, as the commonest.
    private string? FillOf(int index, ColumnSurvey column, string fill, bool isMissingKept, List<(string Text, long Count)> kept, bool hasOther)
    {
        if (isMissingKept || column.Missing == 0 && fill == MissingFill.Category || (fill == MissingFill.Category && hasOther))
        {
            return null;
        }

        return fill is MissingFill.Category or MissingFill.MostFrequent or MissingFill.Median or MissingFill.Mean ? kept.MaxBy(c => c.Count).Text
            : kept.Any(c => c.Text == fill) ? fill
            : throw text.Fail(
                index,
                $"has no category '{TableNotice.Shown(fill)}' to fill missing values with. Say mostFrequent, category, or one of {Names(kept)}."
            );
    }

    private void Tell(string name, DistinctTexts texts, List<(string Text, long Count)> kept, List<(string Text, long Count)> rare)
    {
        notices.Add(TableNotice.Of(NoticeKind.Category, name, 0, Names(kept), kept.Count));
        if (rare.Count > 0)
        {
            notices.Add(TableNotice.Of(NoticeKind.RareCategories, name, 0, Names(rare), rare.Count));
        }

        SimilarityRule.Tell(name, texts, notices);
    }

    private static string Names(List<(string Text, long Count)> categories) =>
        string.Join(", ", categories.Take(NamedCategories).Select(c => c.Text.Length > 20 ? c.Text[..20] + "…" : c.Text))
        + (categories.Count > NamedCategories ? ", …" : "");
}
