namespace Relumine.Data.Tables.Dates;

/// <summary>A number that a date gives.</summary>
public enum DatePart
{
    /// <summary>Days since the earliest date of the table that the plan was made from, with the time of day as a fraction.</summary>
    Days,

    /// <summary>The year.</summary>
    Year,

    /// <summary>The month, from 1.</summary>
    Month,

    /// <summary>The day of the month, from 1.</summary>
    Day,

    /// <summary>The day of the week, Monday being 1 (ISO 8601).</summary>
    Weekday,

    /// <summary>The hour of the day, with the minutes as a fraction.</summary>
    Hour,
}
