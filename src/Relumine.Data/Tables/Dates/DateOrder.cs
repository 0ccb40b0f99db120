namespace Relumine.Data.Tables.Dates;

/// <summary>In which order a date is written.</summary>
public enum DateOrder
{
    /// <summary>Year, month, day: 2024-12-31 (ISO 8601), 2024/12/31.</summary>
    YearFirst,

    /// <summary>Day, month, year: 31.12.2024, 31/12/2024.</summary>
    DayFirst,

    /// <summary>Month, day, year: 12/31/2024.</summary>
    MonthFirst,

    /// <summary>No date but a time of day: 23:59, 23:59:30.</summary>
    TimeOnly,

    /// <summary>No date but how long something took: 36:15:00, 2 days 03:04:05, 1h 30m, PT1H30M.</summary>
    Duration,
}
