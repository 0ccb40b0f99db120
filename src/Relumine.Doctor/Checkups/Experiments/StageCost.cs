namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>What a stage of a checkup may cost, in multiples of the full untreated training.</summary>
internal sealed record StageCost
{
    /// <summary>Costs are sums of fractions: what they miss by rounding is not meant.</summary>
    public const double Rounding = 1e-9;

    /// <summary>For a stage that runs nothing, or nothing that is counted.</summary>
    public static StageCost Free { get; } = new();

    /// <summary>What must be left of the budget for the stage to begin.</summary>
    public double Needs { get; init; }

    /// <summary>What the stage leaves of the budget for those after it.</summary>
    public double Leaves { get; init; }

    /// <summary>What the stage may spend even if it then leaves less.</summary>
    public double AtLeast { get; init; }

    /// <summary>What the stage may spend even if it then leaves more.</summary>
    public double AtMost { get; init; } = double.PositiveInfinity;

    /// <summary>What each single run of the stage must leave of the budget.</summary>
    public double EachLeaves { get; init; }

    /// <summary>Whether the stage may begin.</summary>
    public bool Allows(double left) => left >= Needs;

    /// <summary>What the stage may spend.</summary>
    public double Share(double left) => Math.Max(AtLeast, Math.Min(AtMost, left - Leaves));

    /// <summary>Whether a run of this cost may be made.</summary>
    public bool Allows(double left, double cost) => left >= EachLeaves + cost;

    /// <summary>Whether a run of this cost fits into what the stage may spend; the first one always does.</summary>
    public static bool Fits(double share, double spent, double cost) => spent == 0 || spent + cost <= share + Rounding;
}
