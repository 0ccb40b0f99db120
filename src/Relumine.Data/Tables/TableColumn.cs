using Relumine.Data.Tables.Dates;

namespace Relumine.Data.Tables;

/// <summary>A column of a table: what becomes of it, and what was seen in it.</summary>
/// <param name="Plan">What becomes of it.</param>
/// <param name="Present">Values that are there.</param>
/// <param name="Missing">Values that are missing.</param>
/// <param name="Marks">What stands for missing values, with counts; "" is an empty field.</param>
/// <param name="Least">The least number; null if there are none. Numbers in percent are divided by 100.</param>
/// <param name="Most">The greatest number.</param>
/// <param name="Earliest">The earliest date.</param>
/// <param name="Latest">The latest date.</param>
/// <param name="Values">The different texts with counts, where they are few enough to be counted.</param>
public sealed record TableColumn(
    ColumnPlan Plan,
    long Present,
    long Missing,
    IReadOnlyDictionary<string, long> Marks,
    double? Least,
    double? Most,
    DateTime? Earliest,
    DateTime? Latest,
    IReadOnlyList<(string Text, long Count)> Values)
{
    /// <summary>Takes together what was decided and what was seen.</summary>
    internal static TableColumn Of(ColumnPlan plan, ColumnSurvey survey)
    {
        var isNumber = plan.Kind is ColumnKind.Number or ColumnKind.Identifier && survey.Numbers == survey.Present && survey.Present > 0;
        var (least, most) = plan.DecimalComma ? survey.CommaRange : survey.PointRange;
        var scale = plan.Percent ? 100 : 1;
        var dates = plan is { Kind: ColumnKind.Date, Order: { } order } && order is not (DateOrder.TimeOnly or DateOrder.Duration) ? survey.Dates(order) : null;
        var hasValues = plan.Kind is ColumnKind.Category or ColumnKind.Boolean or ColumnKind.OrderedCategory || plan.Classes > 0;
        return new(
            plan, survey.Present, survey.Missing, survey.Marks,
            isNumber ? least / scale : null, isNumber ? most / scale : null,
            dates is null ? null : new DateTime(dates.Least), dates is null ? null : new DateTime(dates.Most),
            hasValues && !survey.IsCut ? survey.Texts.Sorted() : []);
    }
}
