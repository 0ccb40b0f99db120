namespace Relumine.Data.Tables;

/// <summary>What stands for missing values, and what takes their place.</summary>
/// <remarks>A fill is <c>median</c>, <c>mean</c>, <c>mostFrequent</c>, <c>category</c> (a category of its own) or a constant.</remarks>
public sealed record MissingOptions
{
    /// <summary>The texts that stand for a missing value, letter by letter; null for those that are customary. An empty field always does.</summary>
    public IReadOnlyList<string>? Marks { get; init; }

    /// <summary>What fills columns of numbers and dates: <c>median</c>, <c>mean</c>, or a number.</summary>
    public string Numbers { get; init; } = MissingFill.Median;

    /// <summary>What fills columns of categories: <c>category</c>, <c>mostFrequent</c>, or a text.</summary>
    public string Categories { get; init; } = MissingFill.Category;

    /// <summary>What fills single columns, by name or index.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a column with missing values gets another beside it that is 1 where the value was missing.</summary>
    public bool Indicator { get; init; }

    /// <summary>Whether rows whose target is missing are left out; otherwise they are an error.</summary>
    public bool DropRowsWithoutTarget { get; init; }
}

/// <summary>The words for what fills missing values.</summary>
public static class MissingFill
{
    /// <summary>The value in the middle, which outliers do not move.</summary>
    public const string Median = "median";

    /// <summary>The arithmetic mean.</summary>
    public const string Mean = "mean";

    /// <summary>The category that is met most often.</summary>
    public const string MostFrequent = "mostFrequent";

    /// <summary>A category of its own.</summary>
    public const string Category = "category";
}
