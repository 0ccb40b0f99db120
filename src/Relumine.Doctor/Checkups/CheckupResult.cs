using System.Text.Json.Serialization;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Graph.Models;

namespace Relumine.Doctor.Checkups;

/// <summary>
/// What a checkup found, why, and what helped: the document <c>relumine.checkup/1</c>. Of several seeds the first one with
/// the common verdict is told; <see cref="Seeds"/> has a line for each.
/// </summary>
public sealed record CheckupResult
{
    /// <summary>The name and version of the document's form.</summary>
    public const string CurrentSchema = "relumine.checkup/1";

    /// <summary>The name and version of the document's form.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>What the recipe is called: the file it was read from.</summary>
    public required string Recipe { get; init; }

    /// <summary>Whether scores are accuracy; otherwise they are R².</summary>
    public bool ScoreIsAccuracy { get; init; }

    /// <summary>Whether that accuracy is balanced: the mean over the classes of what is answered rightly, since a rare class is neglected.</summary>
    public bool ScoreIsBalanced { get; init; }

    /// <summary>On which data scores, verdicts and experiments rest.</summary>
    public JudgedBy JudgedBy { get; init; }

    /// <summary>The training as the recipe says.</summary>
    public required RunSummary Untreated { get; init; }

    /// <summary>What the untreated run showed, the gravest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Why, the likeliest first; empty if there is nothing to explain.</summary>
    public required IReadOnlyList<CauseResult> Causes { get; init; }

    /// <summary>Every experiment that was made, in order.</summary>
    [JsonPropertyName("probes")]
    public required IReadOnlyList<ExperimentResult> Experiments { get; init; }

    /// <summary>What came of learning one small batch alone, where nothing else explained the illness; otherwise null.</summary>
    public SmallBatch? SmallBatch { get; init; }

    /// <summary>Experiments that the budget did not allow for, the likeliest first; empty if none was left, or none was needed.</summary>
    public IReadOnlyList<string> Untried { get; init; } = [];

    /// <summary>What was done; empty if nothing was.</summary>
    public required IReadOnlyList<TreatmentStep> Treatment { get; init; }

    /// <summary>The treated twin; null if nothing was done.</summary>
    public RunSummary? Treated { get; init; }

    /// <summary>The untreated twin that went on from its end for as many updates as the treated one did; null where the treated one began anew.</summary>
    public RunSummary? WentOn { get; init; }

    /// <summary>The cure on samples that it had not seen, where the recipe keeps none aside; null if it was not checked.</summary>
    public CureCheck? Check { get; init; }

    /// <summary>The customary optimizer and rate beside those that the experiments led to; null where they were not compared.</summary>
    public CustomaryCheck? Customary { get; init; }

    /// <summary>The clean recipe's run, if one was given.</summary>
    public RunSummary? Clean { get; init; }

    /// <summary>What differs in the treated recipe, a line each, e.g. <c>optimizer.adam.lr: 0.3 → 0.003</c>.</summary>
    public required IReadOnlyList<string> Difference { get; init; }

    /// <summary>How it ended.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The whole story in a few sentences.</summary>
    public required string Story { get; init; }

    /// <summary>What it cost, in multiples of the full training.</summary>
    public required double Cost { get; init; }

    /// <summary>A line for each seed.</summary>
    public IReadOnlyList<SeedResult> Seeds { get; init; } = [];

    /// <summary>The thresholds that the verdicts rest on; the usual ones if the result was read from JSON.</summary>
    [JsonIgnore]
    public Thresholds Thresholds { get; init; } = Thresholds.Default;

    /// <summary>The treated recipe as text; null if nothing was changed.</summary>
    [JsonIgnore]
    public string? TreatedRecipe { get; init; }

    /// <summary>Makes the network, standardisation included: the treated one, or the untreated one if the treatment did not help. It is trained once more, to
    /// the same bits.</summary>
    [JsonIgnore]
    public Func<CancellationToken, Model>? Network { get; init; }
}

/// <summary>How a checkup ended.</summary>
public enum Verdict
{
    /// <summary>Nothing that needs a treatment was found, and the network does well.</summary>
    Healthy,

    /// <summary>The treated twin has no critical finding left, is better than the untreated one, reaches at least 95 % of the clean, or best, score, has
    /// learned well, and was no longer learning at its end.</summary>
    Cured,

    /// <summary>The treated twin is better than the untreated one, but not all of it came back.</summary>
    Improved,

    /// <summary>No treatment helped.</summary>
    [JsonStringEnumMemberName("not-cured")]
    NotCured,

    /// <summary>No illness was found, but the network does not do well: it is not known whether more is possible.</summary>
    [JsonStringEnumMemberName("no-illness-found")]
    NoIllnessFound,
}

/// <summary>On which data a checkup judges.</summary>
public enum JudgedBy
{
    /// <summary>The data that are learned from, since the recipe keeps no others.</summary>
    Training,

    /// <summary>The data that the recipe keeps aside.</summary>
    Validation,
}

/// <summary>A cure on samples that were set aside for that: the treated twin, and the untreated one, trained without them.</summary>
/// <param name="Samples">How many samples were set aside, each time.</param>
/// <param name="Steps">The updates of the treated twin.</param>
/// <param name="Treated">The treated twin on these samples.</param>
/// <param name="Untreated">The untreated one; null if it had learned nothing anyway, or less of the samples that it learned from.</param>
/// <param name="Constant">The score of the best constant answer.</param>
/// <param name="Holds">Whether what the treated twin learned is clearly more than chance, and no less than the untreated one did.</param>
public sealed record CureCheck(int Samples, long Steps, double Treated, double? Untreated, double Constant, bool Holds)
{
    /// <summary>How many times other samples were set aside; scores are means over these draws, medians where they are R².</summary>
    public int Draws { get; init; } = 1;

    /// <summary>What the treated twin answers rightly class by class; null where no class is rare.</summary>
    public BalancedScore? Balanced { get; init; }
}

/// <summary>A treated recipe with the customary optimizer and rate, beside the same with those that the experiments led to, on samples set aside.</summary>
/// <param name="Samples">How many samples those are.</param>
/// <param name="Change">What was changed, e.g. <c>lr 0.03 → 0.001</c>.</param>
/// <param name="Score">The score with it.</param>
/// <param name="Loss">The loss with it.</param>
/// <param name="ScoreWithout">The score without it.</param>
/// <param name="LossWithout">The loss without it.</param>
/// <param name="IsKept">Whether it did better, and is part of the treatment.</param>
public sealed record CustomaryCheck(int Samples, string Change, double Score, double Loss, double ScoreWithout, double LossWithout, bool IsKept);

/// <summary>What became of one training run.</summary>
/// <param name="Score">The score at its end, accuracy, or R² for regression, on the data that the checkup judges by.</param>
/// <param name="Loss">The loss at its end, on the same data.</param>
/// <param name="Diverged">Whether it was stopped because a number was not finite.</param>
/// <param name="Steps">The updates that were done.</param>
/// <param name="Layers">What the units did at its end.</param>
/// <param name="Curve">How it went: a point before the first update and one after every epoch.</param>
public sealed record RunSummary(double Score, double Loss, bool Diverged, long Steps, IReadOnlyList<LayerResult> Layers, IReadOnlyList<CurvePoint> Curve)
{
    /// <summary>What it is worth on the data that it learned from.</summary>
    public Metrics? Training { get; init; }

    /// <summary>What it is worth on the data that the recipe keeps aside; null if it keeps none.</summary>
    public Metrics? Validation { get; init; }

    /// <summary>The updates that had been done before <see cref="Steps"/>, where it went on from a trained state.</summary>
    public long Earlier { get; init; }

    internal static RunSummary Of(CaseHistory run) => new(run.Score, run.Loss, run.Divergence is not null, run.Steps, run.End, run.Curve)
    {
        Training = run.Training,
        Validation = run.Validation,
        Earlier = run.Earlier,
    };
}

/// <summary>A cause of the illness.</summary>
/// <param name="Cause">Which, e.g. <c>learning-rate-too-high</c>; <c>unknown</c> if no experiment restored health.</param>
/// <param name="Rank">1 for the likeliest.</param>
/// <param name="Experiment">The experiment that showed it; null for <c>unknown</c>.</param>
public sealed record CauseResult(string Cause, int Rank, [property: JsonPropertyName("probe")] ExperimentResult? Experiment)
{
    /// <summary>What is said when no experiment restored health.</summary>
    internal static CauseResult Unknown { get; } = new(CauseCatalogue.Unknown, 1, null);
}

/// <summary>An experiment: the same steps with one thing changed.</summary>
/// <param name="Cause">What it tests.</param>
/// <param name="Change">What was changed, e.g. <c>lr 0.3 → 0.03</c>.</param>
/// <param name="Steps">The updates of each of the two runs.</param>
/// <param name="Before">The untreated run after so many updates.</param>
/// <param name="After">The changed run.</param>
/// <param name="Restores">Whether the illness went and the network learned.</param>
public sealed record ExperimentResult(string Cause, string Change, long Steps, Vitals Before, Vitals After, bool Restores)
{
    /// <summary>What became better: what the experiment is evidence by.</summary>
    public Better Better { get; init; }
}

/// <summary>What an experiment made better.</summary>
public enum Better
{
    /// <summary>Nothing, or nothing clearly.</summary>
    Nothing,

    /// <summary>The score: accuracy, or R².</summary>
    Score,

    /// <summary>The order of samples by class, where accuracy hides rare classes.</summary>
    Ranking,

    /// <summary>The loss.</summary>
    Loss,

    /// <summary>The share of dead units.</summary>
    Dead,

    /// <summary>All numbers stayed finite.</summary>
    Finite,
}

/// <summary>A part of a treatment.</summary>
/// <param name="Do">What was done, e.g. <c>set lr to 0.003</c>.</param>
public sealed record TreatmentStep(string Do);

/// <summary>One seed of a checkup in a line.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="Cause">The first-ranked cause; null if there is none.</param>
/// <param name="Critical">The critical findings' ids.</param>
/// <param name="Untreated">The untreated score.</param>
/// <param name="Treated">The treated score; null if nothing was done.</param>
/// <param name="Clean">The clean score; null if no clean recipe was given.</param>
/// <param name="Cost">What it cost, in multiples of the full training.</param>
public sealed record SeedResult(
    ulong Seed,
    Verdict Verdict,
    string? Cause,
    IReadOnlyList<string> Critical,
    double Untreated,
    double? Treated,
    double? Clean,
    double Cost
);
