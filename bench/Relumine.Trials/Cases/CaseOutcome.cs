using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;

namespace Relumine.Trials.Cases;

/// <summary>A result held against what is right.</summary>
/// <param name="Expected">What is right.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Limits">What counts as how much.</param>
internal sealed record CaseOutcome(CaseExpectation Expected, CaseResult Result, CaseLimits Limits)
{
    /// <summary>Whether the doctor said that something is wrong, or raised a finding that is expected.</summary>
    public bool Found => Refused
        || (Result.Error is null && (Result.Critical.Count > 0 || SaysSick || Result.Findings.Any(Expected.Findings.Contains)));

    /// <summary>Whether the first cause is right, or honestly unknown where that is right.</summary>
    public bool CauseRight => Refused || (Result.Causes is [var first, ..] && Expected.Causes.Contains(first));

    /// <summary>Whether one of the findings that are expected was raised; true where none is.</summary>
    public bool FindingRaised => Expected.Findings.Count == 0 || Result.Findings.Concat(Result.Critical).Any(Expected.Findings.Contains);

    /// <summary>The score that the user is left with.</summary>
    public double Final => double.IsFinite(Result.Treated) ? Result.Treated : Result.Untreated;

    /// <summary>The share of the clean recipe's score that was reached, at most 1; null where the clean recipe has none.</summary>
    public double? Share => Result.Clean > 0 ? Math.Clamp(double.IsFinite(Final) ? Final / Result.Clean : 0, 0, 1) : null;

    /// <summary>Whether there is something to cure: a cause that is known, a clean recipe that does well, and an untreated network that does not.</summary>
    public bool Curable =>
        Expected.Kind == CaseKind.Sick && Expected.Causes.Any(c => c != CauseCatalogue.Unknown) && Result.Clean > 0
        && (Treated || !(Result.Untreated >= Limits.Real * Result.Clean));

    /// <summary>Whether the treated network does what the clean one does.</summary>
    public bool CureReal => Treated && Result.Clean > 0 && Result.Treated >= Limits.Real * Result.Clean;

    /// <summary>Whether a cure is claimed that is none: none can be, it stays below the bar, or without a clean recipe the score did not rise.</summary>
    public bool FalseCure => Result.Error is null && Result.Verdict == Verdict.Cured && Expected.Kind switch
    {
        CaseKind.Noise => true,
        CaseKind.Sick when Result.Clean > 0 => !CureReal,
        _ => !Rose,
    };

    /// <summary>Whether something was said to be wrong with a healthy network, or done to it without use.</summary>
    public bool FalseAlarm => Expected.Kind == CaseKind.Healthy
        && (Result.Error is not null || Result.Critical.Count > 0 || Result.Verdict == Verdict.NotCured || (SaysSick && !Rose));

    /// <summary>Whether the checkup took no more than it says, nor that of a healthy network more than its training.</summary>
    public bool CostHolds => Result.Error is null && Result.Measured <= Limits.CostTolerance * (Expected.Kind == CaseKind.Healthy ? 1 : Result.Cost);

    /// <summary>Whether the training took long enough to be compared with.</summary>
    public bool IsTimed => Result.Error is null && Result.TrainingSeconds >= Limits.ShortestTimed;

    // A recipe that is refused with the fault by its name was understood before it was trained.
    private bool Refused => Expected.Refusal is { } words && Result.Error?.Contains(words, StringComparison.Ordinal) == true;

    private bool SaysSick => Result.Verdict is not (Verdict.Healthy or Verdict.NoIllnessFound);

    private bool Treated => double.IsFinite(Result.Treated);

    private bool Rose => Treated && !(Result.Treated <= Result.Untreated + Limits.Rises);
}
