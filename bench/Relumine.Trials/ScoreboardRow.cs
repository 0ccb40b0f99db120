using Relumine.Doctor.Checkups;

namespace Relumine.Trials;

/// <summary>What came of a patient of a suite, over the seeds that count.</summary>
/// <param name="Patient">The recipe's name.</param>
/// <param name="Healthy">Whether there is nothing to treat.</param>
/// <param name="Causes">The causes that are right.</param>
/// <param name="Seeds">What came of each seed.</param>
internal sealed record ScoreboardRow(string Patient, bool Healthy, IReadOnlyList<string> Causes, IReadOnlyList<ScoreboardSeed> Seeds)
{
    /// <summary>In how many seeds something critical was found.</summary>
    public int Found => Seeds.Count(s => s.Critical.Count > 0 || s.SaysSick);

    /// <summary>In how many one of the expected findings is among those raised.</summary>
    public int FoundAsExpected => Seeds.Count(s => s.ExpectedFinding);

    /// <summary>In how many the first-ranked cause is right.</summary>
    public int RightCauses => Seeds.Count(s => s.Cause is { } cause && Causes.Contains(cause));

    /// <summary>In how many the treated twin reaches 95 % of the clean score.</summary>
    public int Reached => Seeds.Count(s => s.Reaches);

    /// <summary>In how many the treated twin is worse than the untreated one.</summary>
    public int Worse => Seeds.Count(s => s.Treated < s.Untreated - 0.005);

    /// <summary>False alarms: seeds of a healthy network that had a critical finding, or were treated without use. What does clearly better afterwards was
    /// well, but could do better, and is told so.</summary>
    public int Alarms => Healthy ? Seeds.Count(s => s.Critical.Count > 0 || (s.SaysSick && !s.Rose)) : 0;
}

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Verdict">How the checkup ended.</param>
/// <param name="Cause">The first-ranked cause.</param>
/// <param name="Critical">The critical findings.</param>
/// <param name="Warnings">The warnings.</param>
/// <param name="ExpectedFinding">Whether one of the expected findings was raised.</param>
/// <param name="Untreated">The untreated score.</param>
/// <param name="Treated">The treated score.</param>
/// <param name="Clean">The clean recipe's score.</param>
/// <param name="Treatment">What was done.</param>
/// <param name="Cost">In multiples of the training.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="FloorFinds">Whether the fixed order of tests finds something.</param>
/// <param name="FloorAdvice">What it would change.</param>
internal sealed record ScoreboardSeed(
    ulong Seed,
    Verdict Verdict,
    string? Cause,
    IReadOnlyList<string> Critical,
    IReadOnlyList<string> Warnings,
    bool ExpectedFinding,
    double Untreated,
    double? Treated,
    double? Clean,
    string Treatment,
    double Cost,
    double Seconds,
    bool FloorFinds,
    string FloorAdvice)
{
    /// <summary>Whether the checkup says that something is wrong.</summary>
    public bool SaysSick => Verdict is not (Verdict.Healthy or Verdict.NoIllnessFound);

    /// <summary>Whether the treated twin is clearly better than the untreated one.</summary>
    public bool Rose => Treated > Untreated + Cases.CaseLimits.Default.Rises;

    /// <summary>Whether the treated twin reaches 95 % of the clean score.</summary>
    public bool Reaches => Treated is { } treated && Clean is { } clean && treated >= 0.95 * clean;
}
