using System.Text.Json.Serialization;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Json;

namespace Relumine.Trials.Cases;

/// <summary>What came of a case with one seed: a line of the file from which a run is resumed, and of which tables are made.</summary>
/// <param name="Case">The recipe's name, without ending.</param>
/// <param name="Seed">The seed.</param>
internal sealed record CaseResult(string Case, ulong Seed)
{
    /// <summary>Which samples were kept aside; 0 where they are kept aside once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Fold { get; init; }

    /// <summary>Why the recipe was refused; null if it was not.</summary>
    public string? Error { get; init; }

    /// <summary>How many samples the scores are of that nobody learned from; 0 if they are of those that were learned from.</summary>
    public int Kept { get; init; }

    /// <summary>Whether one class has so many samples that accuracy tells little; then scores are balanced accuracy.</summary>
    public bool Uneven { get; init; }

    /// <summary>How the checkup ended.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>The causes that it named, the likeliest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>The critical findings.</summary>
    public IReadOnlyList<string> Critical { get; init; } = [];

    /// <summary>The other findings.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>What was done.</summary>
    public IReadOnlyList<string> Treatment { get; init; } = [];

    /// <summary>The score of the untreated network; NaN if it gives no numbers.</summary>
    public double Untreated { get; init; } = double.NaN;

    /// <summary>That of the treated one; NaN if nothing was treated.</summary>
    public double Treated { get; init; } = double.NaN;

    /// <summary>That of the clean, or fixed, recipe; NaN without one.</summary>
    public double Clean { get; init; } = double.NaN;

    /// <summary>What the checkup said of the untreated network.</summary>
    public double ToldUntreated { get; init; } = double.NaN;

    /// <summary>What it said of the treated one.</summary>
    public double ToldTreated { get; init; } = double.NaN;

    /// <summary>What the checkup says that it cost, in multiples of the training.</summary>
    public double Cost { get; init; }

    /// <summary>What it did cost, in multiples of the processor time of the training.</summary>
    public double Measured { get; init; }

    /// <summary>The processor time of the training, in seconds.</summary>
    public double TrainingSeconds { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<Verdict>)], NewLine = "\n")]
[JsonSerializable(typeof(CaseResult))]
internal sealed partial class CaseResultJsonContext : JsonSerializerContext;
