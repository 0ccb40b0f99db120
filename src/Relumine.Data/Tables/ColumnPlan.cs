using System.Globalization;
using System.Text.Json.Serialization;
using Relumine.Data.Tables.Dates;

namespace Relumine.Data.Tables;

/// <summary>What becomes of one column of a table, with all that was learned from it.</summary>
public sealed record ColumnPlan
{
    /// <summary>The index in the table that the plan was made from, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The name in the header; "" where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it holds.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>What becomes of it.</summary>
    public required ColumnRole Role { get; init; }

    /// <summary>Why, in a few words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Numbers: decimals have a comma.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Numbers: they are in percent, and divided by 100.</summary>
    public bool Percent { get; init; }

    /// <summary>Dates: in which order they are written.</summary>
    public DateOrder? Order { get; init; }

    /// <summary>Dates: what they give, a feature each.</summary>
    public IReadOnlyList<DatePart> Parts { get; init; } = [];

    /// <summary>Dates: the day from which days are counted.</summary>
    public DateTime? Origin { get; init; }

    /// <summary>Categories, a feature each, or, for an ordered category, in their order; for a target, the names of the classes.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Categories: those that were put together as <c>other</c>.</summary>
    public IReadOnlyList<string> Rare { get; init; } = [];

    /// <summary>Categories: whether rare and new ones have a feature of their own.</summary>
    public bool Other { get; init; }

    /// <summary>Categories: whether missing values have a feature of their own.</summary>
    public bool MissingCategory { get; init; }

    /// <summary>Categories: which one missing values count as, where they have no feature of their own.</summary>
    public string? FillCategory { get; init; }

    /// <summary>Numbers, booleans, ordered categories and dates: what takes the place of missing values, a number for each feature.</summary>
    public IReadOnlyList<double> Fills { get; init; } = [];

    /// <summary>Whether a feature tells where values were missing.</summary>
    public bool Indicator { get; init; }

    /// <summary>Targets: the number of classes; 0 for numbers.</summary>
    public int Classes { get; init; }

    /// <summary>What the column is called: its name, or its index where it has none.</summary>
    [JsonIgnore]
    public string Title => Name.Length > 0 ? Name : "column " + Index.ToString(CultureInfo.InvariantCulture);

    /// <summary>The names of the features that it gives, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Features
    {
        get
        {
            if (Role != ColumnRole.Feature)
            {
                return [];
            }

            List<string> names = Kind switch
            {
                ColumnKind.Category => [.. Categories.Select(c => $"{Title}={c}")],
                ColumnKind.Date when Parts is not [DatePart.Days] => [.. Parts.Select(p => $"{Title}.{p.ToString().ToLowerInvariant()}")],
                _ => [Title],
            };
            if (Kind == ColumnKind.Category)
            {
                names.AddRange((string[])[.. Other ? [$"{Title}=other"] : (string[])[], .. MissingCategory ? [$"{Title}=missing"] : (string[])[]]);
            }

            if (Indicator)
            {
                names.Add($"{Title} is missing");
            }

            return names;
        }
    }
}
