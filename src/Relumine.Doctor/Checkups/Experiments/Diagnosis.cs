using Relumine.Doctor.Audits;
using Relumine.Doctor.Evidence;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>What is made of one run: its findings, and whether they call for a treatment.</summary>
/// <param name="Run">The run.</param>
/// <param name="Findings">What it showed, the gravest first.</param>
internal sealed record Diagnosis(CaseHistory Run, IReadOnlyList<Finding> Findings)
{
    // Warnings about many units call for a look at the cause even where the network copes.
    private static readonly string[] s_units = ["dead-units", "born-dead-units", "killed-units", "constant-units", "saturated-units", "symmetric-units"];

    /// <summary>Examines a run.</summary>
    public static Diagnosis Of(CaseHistory run, Thresholds thresholds) => new(run, FindingCatalogue.Examine(
        new FindingContext(run.End, new AuditedData(run.End.Count > 0 ? run.End[0].Samples : 0, true, []), thresholds) { Training = run, ConstantAccuracy = run.ConstantScore, Accuracy = run.Score }));

    /// <summary>Whether something critical was found.</summary>
    public bool IsCritical => Findings.Any(f => f.Severity == Severity.Critical);

    /// <summary>Whether the network copes, but with many units that do nothing.</summary>
    public bool IsAiling => !IsCritical && (Findings.Any(f => f.Severity == Severity.Warning && s_units.Contains(f.Id)) || IsSlow || IsBelowPotential);

    /// <summary>Whether it is known that the network could do better.</summary>
    public bool IsBelowPotential => Findings.Any(f => f.Id == "below-potential");

    /// <summary>The run, when it is known what is possible.</summary>
    public Diagnosis With(double potential, Thresholds thresholds) => Of(Run with { Potential = potential }, thresholds);

    /// <summary>Whether idle units are all that is wrong with a network that does well.</summary>
    public bool IsHarmless => IsAiling && !IsSlow && !IsBelowPotential && Run.Skill >= Thresholds.Default.GoodSkill;

    /// <summary>Whether the network learns, but so slowly that it hardly began.</summary>
    public bool IsSlow => Run.UpdateRatio < Thresholds.Default.SmallUpdate && Run.Skill < 0.5 && Run.Divergence is null;

    /// <summary>What is critical besides that the network does not (yet) learn.</summary>
    public IEnumerable<Finding> Structural => Findings.Where(f => f.Severity == Severity.Critical && f.Id != "not-learning");

    /// <summary>Whether nothing critical is left besides that the network may not have learned yet.</summary>
    public bool IsStable => Run.Divergence is null && !Structural.Any() && Run.Loss <= 2 * Math.Max(Run.ConstantLoss, Run.StartLoss);

    /// <summary>Whether the units are in order: nothing critical in what they do, no layer mostly dead.</summary>
    public bool IsSound => IsStable && !Findings.Any(f => f.Severity >= Severity.Warning && s_units.Contains(f.Id));
}
