using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>What is made of one run: its findings, and whether they call for a treatment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Findings">What it showed, the gravest first.</param>
/// <param name="Thresholds">What counts as much and as little.</param>
internal sealed record Diagnosis(CaseHistory Run, IReadOnlyList<Finding> Findings, Thresholds Thresholds)
{
    /// <summary>Examines a run.</summary>
    public static Diagnosis Of(CaseHistory run, Thresholds thresholds) => new(run, FindingCatalogue.Examine(FindingContext.Of(run, thresholds)), thresholds);

    /// <summary>Whether something critical was found.</summary>
    public bool IsCritical => Findings.Any(f => f.Severity == Severity.Critical);

    /// <summary>Whether the network copes, but with many units that do nothing.</summary>
    public bool IsAiling => !IsCritical
        && (Findings.Any(f => f is { Severity: Severity.Warning, Units: not null } && IsOfIdleUnits(f)) || IsSlow || IsBelowPotential);

    /// <summary>Whether something in how the network is built, or its training is planned, calls for a warning.</summary>
    public bool HasFlaw => Findings.Any(f => f.Severity == Severity.Warning && FindingCatalogue.Find(f.Id) is StrongDropout or SmallNormalizedBatches
        or UnsettledStatistics or TargetsOutOfReach or Relumine.Doctor.Findings.DataScale or UncenteredData);

    /// <summary>Whether something is certain to be wrong.</summary>
    public bool CallsForTreatment => IsCritical || (IsAiling && !IsHarmless && !IsBelowPotential);

    /// <summary>Whether a rare class is mostly answered wrongly.</summary>
    public bool NeglectsAClass => Run.Judged?.Balanced is not null
        && Findings.Any(f => f is { Id: "class-imbalance", Severity: Severity.Warning } && f.Evidence.ContainsKey("recallOfLeast"));

    /// <summary>Whether it is known that the network could do better.</summary>
    public bool IsBelowPotential => Findings.Any(f => f.Id == "below-potential");

    /// <summary>The run, when it is known what is possible.</summary>
    public Diagnosis With(double potential) => Of(Run with { Potential = potential }, Thresholds);

    /// <summary>Whether idle units are all that is wrong with a network that does well.</summary>
    public bool IsHarmless => IsAiling && !IsSlow && !IsBelowPotential && Run.Skill >= Thresholds.Training.GoodSkill;

    /// <summary>Whether the network learns, but so slowly that it hardly began.</summary>
    public bool IsSlow => Run.UpdateRatio < Thresholds.Training.SmallUpdate && Run.Skill < Thresholds.Training.HalfSkill && Run.Divergence is null;

    /// <summary>Whether the network does well: it learned nearly all, or as much as is known to be possible.</summary>
    public bool DoesWell => Run is { Divergence: null, ConstantScore: < 1 } && BeatsConstant
        && (Run.Skill >= Thresholds.Training.GoodSkill || (Run.Potential is { } known && Run.Score >= Thresholds.Training.OfPotential * known));

    /// <summary>Whether its loss lies clearly below the constant answer's, on the data learned from or on those kept aside: accuracy alone is no knowledge. R²
    /// says that itself, and of data that change it is not known.</summary>
    public bool BeatsConstant => Run.Labels is null || Run.Data.Ordered || (Run.Training is null && Run.Validation is null)
        || IsBelow(Run.Training) || IsBelow(Run.Validation);

    /// <summary>Whether what was learned is clearly more than a network without any knowledge has by chance.</summary>
    public bool KnowsSomething => BeatsConstant && Run.IsBeyondChance(Run.Skill, Run.Loss, Thresholds.Yardstick);

    /// <summary>What is critical besides that the network does not (yet) learn.</summary>
    public IEnumerable<Finding> Structural => Findings.Where(f => f.Severity == Severity.Critical && f.Id != "not-learning");

    /// <summary>Whether nothing critical is left besides that the network may not have learned yet.</summary>
    public bool IsStable =>
        Run.Divergence is null && !Structural.Any() && Run.Loss <= Thresholds.Training.GrownLoss * Math.Max(Run.ConstantLoss, Run.StartLoss);

    /// <summary>Whether the units are in order: nothing critical in what they do, no layer mostly dead.</summary>
    public bool IsSound => IsStable && !Findings.Any(f => f.Severity >= Severity.Warning && IsOfIdleUnits(f));

    private bool IsBelow(Metrics? metrics) => metrics is not null && Yardstick.IsClearlyBelow(metrics, Thresholds);

    private static bool IsOfIdleUnits(Finding finding) => FindingCatalogue.Find(finding.Id)?.IsOfIdleUnits == true;
}
