using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Columns of dates: in which order they are written, decided by the whole column.</summary>
internal static class DateRule
{
    /// <summary>The order that fits every value; null if the column holds no dates.</summary>
    /// <exception cref="RelumineException">Two orders fit and mean different dates, or the order that the user gives does not fit.</exception>
    public static DateOrder? Decide(TableText text, int index, ColumnSurvey column, DateOrder? given)
    {
        bool Fits(DateOrder order) => column.Dates(order)?.Count == column.Present;
        if (column.Present == 0 || !Enum.GetValues<DateOrder>().Any(Fits))
        {
            return null;
        }

        if (Fits(DateOrder.TimeOnly) || Fits(DateOrder.YearFirst))
        {
            return Fits(DateOrder.TimeOnly) ? DateOrder.TimeOnly : DateOrder.YearFirst;
        }

        if (Fits(DateOrder.Duration))
        {
            return DateOrder.Duration;
        }

        if (given is { } order && order is DateOrder.DayFirst or DateOrder.MonthFirst)
        {
            return Fits(order)
                ? order
                : throw text.Fail(
                    index,
                    $"holds dates that are not all written with the {(order == DateOrder.DayFirst ? "day" : "month")} first, as "
                        + $"{new Setting(TableSettings.DateOrder)} says; the first is '{column.First.Text}' (line {column.First.Line})."
                );
        }

        if (!Fits(DateOrder.DayFirst) || !Fits(DateOrder.MonthFirst))
        {
            return Fits(DateOrder.DayFirst) ? DateOrder.DayFirst : DateOrder.MonthFirst;
        }

        var (day, month) = (column.Dates(DateOrder.DayFirst)!, column.Dates(DateOrder.MonthFirst)!);
        return day.Pointed == column.Present || day.Sum == month.Sum ? DateOrder.DayFirst : throw text.Fail(
            index, $"holds dates such as '{column.First.Text}' (line {column.First.Line}), where day and month may be either way round in every row. "
                + $"Say {new Setting(TableSettings.DateOrder, "dayFirst")}, or monthFirst.");
    }

    /// <summary>The order in words.</summary>
    public static string Words(DateOrder order) => order switch
    {
        DateOrder.YearFirst => "dates, year-month-day",
        DateOrder.DayFirst => "dates, day/month/year",
        DateOrder.MonthFirst => "dates, month/day/year",
        DateOrder.Duration => "durations",
        _ => "times of day",
    };
}
