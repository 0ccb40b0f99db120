namespace Relumine.Trials.Cases;

/// <summary>The numbers by which results of cases are judged.</summary>
internal sealed record CaseLimits
{
    /// <summary>The share of the clean recipe's score from which a cure is real. What a checkup itself calls cured.</summary>
    public double Real { get; init; } = 0.95;

    /// <summary>The share of the fixed recipe's score from which a program counts as repaired for the most part.</summary>
    public double MostlyRepaired { get; init; } = 0.85;

    /// <summary>How much higher a treated score must be to have risen: scores of a few hundred samples scatter by about as much.</summary>
    public double Rises { get; init; } = 0.01;

    /// <summary>By which factor the measured cost may exceed the one that is told: processors, caches and compilation just in time differ so much.</summary>
    public double CostTolerance { get; init; } = 1.2;

    /// <summary>The processor time, in seconds, from which a healthy training is timed: what is done once whatever is learned hides shorter ones.</summary>
    public double ShortestTimed { get; init; } = 0.02;

    /// <summary>How far below the clean score a treated one may end on tables, in accuracy: two points.</summary>
    public double AccuracyPoints { get; init; } = 0.02;

    /// <summary>The same in R².</summary>
    public double DeterminationPoints { get; init; } = 0.05;

    /// <summary>The usual ones.</summary>
    public static CaseLimits Default { get; } = new();
}
