using System.Globalization;
using System.Text;
using Relumine.Data.Datasets;
using Relumine.Data.Errors;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Decides how the target of a table is to be understood: as classes, by name or by number, or as numbers.</summary>
internal static class TargetChoice
{
    private const int MostNumberedClasses = 1000;
    private const int FewClasses = 20;

    /// <summary>The plan of the target.</summary>
    /// <param name="text">The file.</param>
    /// <param name="survey">What it holds.</param>
    /// <param name="choice">Reads how numbers are written.</param>
    /// <param name="kind">What the loss takes; null if that is not known.</param>
    /// <param name="notices">Gets what is noticed.</param>
    /// <exception cref="RelumineException">The column is no target of that kind.</exception>
    public static ColumnPlan Decide(TableText text, TableSurvey survey, ColumnChoice choice, TargetKind? kind, List<TableNotice> notices)
    {
        var (index, column) = (survey.Target, survey.Columns[survey.Target]);
        var plan = new ColumnPlan { Index = index, Name = text.Header[index], Kind = ColumnKind.Number, Role = ColumnRole.Target };
        if (column.Present == 0)
        {
            throw text.Fail(index, "is the target, but has no value. Name another column.");
        }

        if (column.NotNumbers.Count > 0)
        {
            return kind == TargetKind.Values
                ? throw text.Fail(index, column.NotNumbers.Line, NoNumber(column))
                : Named(text, plan, column, notices);
        }

        var (isComma, isPercent) = choice.NumbersOf(index);
        plan = plan with { DecimalComma = isComma, Percent = isPercent, Unit = choice.UnitOf(index), Reason = "the target, a number" };
        var range = isComma ? column.CommaRange : column.PointRange;
        var isCounted = column.IsWhole && !isPercent && range.Least >= 0;
        var isPair = column.IsWhole && !column.Texts.Overflowed && range is (-1, 1) && Distinct(column, isComma).Count == 2;
        var isClasses = kind switch
        {
            TargetKind.Labels => true,
            TargetKind.Either => isCounted || isPair,
            null => (isCounted || isPair) && !column.Texts.Overflowed && column.Texts.Count <= FewClasses && column.Texts.Count * 5 <= column.Present,
            _ => false,
        };
        if (!isClasses)
        {
            return plan;
        }

        // From 0 on they are classes as they are; what is wrong with other numbers is told with its line when they are read.
        if (range.Least == 0 || !(isCounted || isPair))
        {
            var classes = isCounted && range.Most < int.MaxValue ? (int)range.Most + 1 : int.MaxValue;
            return plan with { Classes = classes, Reason = "the target, a class" };
        }

        var numbers = column.Texts.Overflowed ? [] : Distinct(column, isComma);
        if (column.Texts.Overflowed || numbers.Count > MostNumberedClasses || (numbers.Count > FewClasses && numbers.Count * 2 > column.Present))
        {
            throw text.Fail(
                index,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"is the target, with {(column.Texts.Overflowed ? "more than " : "")}{Math.Max(numbers.Count, 1)} different numbers "
                        + $"from {range.Least} to {range.Most}: these are hardly classes. "
                        + $"Numbers that are to be predicted need a loss for numbers, e.g. meanSquaredError."
                )
            );
        }

        string[] names = [.. numbers.Select(n => n.ToString("R", CultureInfo.InvariantCulture))];
        notices.Add(
            TableNotice.Of(
                NoticeKind.NumberedClasses,
                text.NameOf(index),
                0,
                string.Join(", ", names.Take(10)) + (names.Length > 10 ? ", …" : ""),
                names.Length
            )
        );
        return plan with { Categories = names, Classes = names.Length, Reason = "the target, a class" };
    }

    /// <summary>Refuses a target with missing values, unless their rows are left out.</summary>
    public static void CheckMissing(TableText text, TableSurvey survey, TableOptions options, List<TableNotice> notices)
    {
        var column = survey.Columns[survey.Target];
        if (column.Missing == 0)
        {
            return;
        }

        if (options.Missing.DropRowsWithoutTarget)
        {
            notices.Add(TableNotice.Of(NoticeKind.MissingTarget, text.NameOf(survey.Target), column.MissingLines[0], "", column.Missing));
            return;
        }

        var lines = string.Join(", ", column.MissingLines) + (column.Missing > column.MissingLines.Count ? ", …" : "");
        throw text.Fail(
            survey.Target,
            $"is the target, and its value is missing in {column.Missing} of {survey.Rows} rows: line{(column.Missing == 1 ? "" : "s")} {lines}. "
                + $"Fill it in, or leave these rows out: {new Setting(TableSettings.DropRows)}."
        );
    }

    private static ColumnPlan Named(TableText text, ColumnPlan plan, ColumnSurvey column, List<TableNotice> notices)
    {
        if (column.Texts.Overflowed)
        {
            throw text.Fail(
                plan.Index,
                FormattableString.Invariant(
                    $"is the target, but holds text with more than {column.Texts.Count} different values. Is it the label? Otherwise say which column is."
                )
            );
        }

        SimilarityRule.Tell(text.NameOf(plan.Index), column.Texts, notices);
        return plan with
        {
            Kind = ColumnKind.Category,
            Categories = [.. column.Texts.Sorted().Select(t => t.Text)],
            Classes = column.Texts.Count,
            Reason = "the target, a class",
        };
    }

    private static string NoNumber(ColumnSurvey column) =>
        $"'{column.NotNumbers.Text}' is no number, but the loss compares numbers; the target column holds names. "
            + $"Use softmaxCrossEntropy, or name another column.";

    private static List<double> Distinct(ColumnSurvey column, bool isComma) =>
        [
            .. column
                .Texts.Sorted()
                .Select(t => NumberFormat.TryRead(Encoding.UTF8.GetBytes(t.Text), isComma, false, out var value) ? value : double.NaN)
                .Distinct()
                .Order(),
        ];
}
