using System.Text.Json.Serialization;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Portraits;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Replay;

namespace Relumine.Doctor.Runs.Training;

/// <summary>What a training run was like from before its first update to its end: the document <c>relumine.training/1</c>.</summary>
public sealed record TrainingResult
{
    /// <summary>The name and version of the document's form.</summary>
    public const string CurrentSchema = "relumine.training/1";

    /// <summary>The name and version of the document's form.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>What the run is called: the recipe's file name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it learned from.</summary>
    public required TrainingData Data { get; init; }

    /// <summary>The numbers in the weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>The loss, as recipes write it.</summary>
    public required string Loss { get; init; }

    /// <summary>The optimizer, as recipes write it, in one line.</summary>
    public required string Optimizer { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How often to go through the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>The updates that were planned.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>The updates that were done.</summary>
    public required long Steps { get; init; }

    /// <summary>Whether the score is accuracy; otherwise it is R².</summary>
    public required bool ScoreIsAccuracy { get; init; }

    /// <summary>The labels that every sample has at once, each scored for itself; null where there is one target or class.</summary>
    public int? LabelsAtOnce { get; init; }

    /// <summary>Whether the run ended before its last epoch because the validation data saw no improvement any more.</summary>
    public bool StoppedEarly { get; init; }

    /// <summary>The epoch that was best on the validation data, 0 being before the first update; null if there are none.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>Why the run was stopped; null if all stayed finite.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>Step 0, and every epoch that ended.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>How units died that fired before, the earliest first as far as it was established; empty for none.</summary>
    public IReadOnlyList<DeathCertificate> Deaths { get; init; } = [];

    /// <summary>What the run showed, the gravest first.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Which class was answered for which at the end; null where targets are no labels, or it was not asked.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>What is answered everywhere, of a network of two inputs; null of others. It is drawn and not part of the document.</summary>
    [JsonIgnore]
    public DecisionMap? Decisions { get; init; }

    /// <summary>The network before its first update, to be drawn; null where it was not looked at. Not part of the document.</summary>
    [JsonIgnore]
    public Portrait? Before { get; init; }

    /// <summary>The network at the end; not part of the document.</summary>
    [JsonIgnore]
    public Portrait? After { get; init; }

    /// <summary>How often units fire on which class at the end; null where targets are no labels.</summary>
    [JsonIgnore]
    public ClassRates? Firing { get; init; }

    /// <summary>How many linear pieces the network had while it learned; null if that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RegionCount>? Regions { get; init; }

    /// <summary>Some of the subdivisions that were counted. They are drawn and not part of the document.</summary>
    [JsonIgnore]
    public IReadOnlyList<RegionSnapshot> RegionPictures { get; init; } = [];

    /// <summary>Whether all planned updates were done, or the run was stopped early as it should be.</summary>
    [JsonIgnore]
    public bool Complete => (Steps == TotalSteps || StoppedEarly) && Divergence is null;

    /// <summary>The latest record; null before step 0 was examined.</summary>
    [JsonIgnore]
    public EpochRecord? Last => History.Count > 0 ? History[^1] : null;

    /// <summary>The latest score: on the validation data where there are some, on the training data otherwise; NaN if unknown.</summary>
    [JsonIgnore]
    public double Score => Last?.ValidationScore ?? Last?.Score ?? double.NaN;

    /// <summary>The time of all steps in seconds.</summary>
    [JsonIgnore]
    public double Seconds => History.Sum(r => r.Seconds);
}

/// <summary>What a network learned from.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Samples">The samples to learn from.</param>
/// <param name="Validation">The samples put aside.</param>
/// <param name="Classes">The number of classes; 0 for regression.</param>
/// <param name="Standardized">Whether samples were standardised, targets too if they are numbers.</param>
public sealed record TrainingData(string Name, int Samples, int Validation, int Classes, bool Standardized);
