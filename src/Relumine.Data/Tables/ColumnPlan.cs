using System.Globalization;
using System.Text.Json.Serialization;
using Relumine.Data.Tables.Dates;

namespace Relumine.Data.Tables;

/// <summary>What becomes of one column of a table, with all that was learned from it.</summary>
public sealed record ColumnPlan
{
    /// <summary>The index in the table that the plan was made from, from 0; people count from 1.</summary>
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

    /// <summary>Numbers: the unit that stands behind each; null for none.</summary>
    public string? Unit { get; init; }

    /// <summary>Numbers: what is taken off, where they lie so far from 0 and so close together that 32 bits hardly tell them apart.</summary>
    public double Offset { get; init; }

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

    /// <summary>How many values were missing in the rows that were learned from.</summary>
    public long Missing { get; init; }

    /// <summary>Whether a feature tells where values were missing.</summary>
    public bool Indicator { get; init; }

    /// <summary>Targets: the number of classes; 0 for numbers.</summary>
    public int Classes { get; init; }

    /// <summary>What the column is called: its name, or its number, from 1, where it has none.</summary>
    [JsonIgnore]
    public string Title => Name.Length > 0 ? Name : "column " + (Index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>What each feature is where the value is missing.</summary>
    [JsonIgnore]
    public IReadOnlyList<double> FeatureFills
    {
        get
        {
            var fills = new double[Features.Count];
            if (Kind != ColumnKind.Category)
            {
                Fills.Take(fills.Length).ToArray().CopyTo(fills, 0);
            }
            else if (MissingFeature is >= 0 and var place)
            {
                fills[place] = 1;
            }

            if (Indicator && fills.Length > 0)
            {
                fills[^1] = 1;
            }

            return fills;
        }
    }

    /// <summary>Categories: which feature is 1 where the value is missing; −1 for none.</summary>
    [JsonIgnore]
    internal int MissingFeature => MissingCategory ? Categories.Count + (Other ? 1 : 0)
        : FillCategory is { } fill ? Categories.ToList().IndexOf(fill)
        : Other ? Categories.Count
        : -1;

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
