namespace Relumine.Data.Tables.Dates;

/// <summary>How dates are written, and how they become numbers.</summary>
public sealed record DateOptions
{
    /// <summary>In which order they are written; null to find out, which is refused where the column does not decide.</summary>
    public DateOrder? Order { get; init; }

    /// <summary>What they give, a feature each.</summary>
    public IReadOnlyList<DatePart> Parts { get; init; } = [DatePart.Days];
}
