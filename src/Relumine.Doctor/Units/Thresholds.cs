namespace Relumine.Doctor.Units;

/// <summary>
/// Every number that turns a measurement into a verdict, by subject. The defaults are supported by measurements on sick and
/// healthy networks; shares are from 0 to 1. What a stage of a checkup may cost stands in its protocol.
/// </summary>
public sealed record Thresholds
{
    /// <summary>The usual thresholds.</summary>
    public static Thresholds Default { get; } = new();

    /// <summary>One unit.</summary>
    public UnitThresholds Units { get; init; } = new();

    /// <summary>A layer, and what becomes of a signal from layer to layer.</summary>
    public LayerThresholds Layers { get; init; } = new();

    /// <summary>Samples and targets.</summary>
    public DataThresholds Data { get; init; } = new();

    /// <summary>How a network is built, and how its training is planned.</summary>
    public DesignThresholds Design { get; init; } = new();

    /// <summary>A training run as a whole.</summary>
    public TrainingThresholds Training { get; init; } = new();

    /// <summary>What makes a checkup think of a cause, and by how much it is then changed.</summary>
    public CauseThresholds Causes { get; init; } = new();

    /// <summary>How sure a suspicion is.</summary>
    public EvidenceThresholds Evidence { get; init; } = new();

    /// <summary>What an experiment must show.</summary>
    public ExperimentThresholds Experiments { get; init; } = new();

    /// <summary>What a treatment does, and when it has cured.</summary>
    public TreatmentThresholds Treatments { get; init; } = new();

    /// <summary>How a network is measured, and what is more than chance.</summary>
    public YardstickThresholds Yardstick { get; init; } = new();

    /// <summary>
    /// The upper end of the 95 % confidence interval for the firing rate of a unit that never fired on
    /// <paramref name="samples"/> independent samples: the rate p with (1 − p)ⁿ = 0.05 (Clopper and Pearson 1934). Many samples bring it
    /// near to 3/n (Hanley and Lippman-Hand 1983), which few do not.
    /// </summary>
    public static double FiringRateBound(long samples) => samples <= 0 ? 1 : 1 - Math.Pow(0.05, 1.0 / samples);
}
