using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.Treatments;

/// <summary>Compares treated runs with the untreated twin.</summary>
/// <param name="untreated">That twin.</param>
/// <param name="possible">The score that is known to be possible: the clean one, or the best of the experiments.</param>
internal sealed class TreatmentJudgement(Diagnosis untreated, double possible)
{
    private TreatmentThresholds Limits => untreated.Thresholds.Treatments;

    /// <summary>Whether so much came back that it counts as cured.</summary>
    public bool Reaches(CaseHistory treated) => treated.Score >= Limits.Cured * possible;

    /// <summary>Whether what was learned is still there, but for what scores scatter.</summary>
    public bool Keeps(CaseHistory treated) => treated.Skill >= untreated.Run.Skill - (untreated.IsHarmless ? Limits.MayLoseHarmless : Limits.MayLose);

    /// <summary>Whether a network learned so much that it needs no other rate.</summary>
    public bool IsStrong(Experiment experiment) => experiment.Skill >= Limits.StrongSkill;

    /// <summary>Whether what was added to a treated recipe helps.</summary>
    /// <param name="with">What the recipe with it led to.</param>
    /// <param name="without">What it led to before.</param>
    public bool Helps(Diagnosis with, Experiment without) => with.IsStable && with.Run.Skill > without.Skill + Limits.Helps;

    /// <summary>How a treatment ended.</summary>
    public Verdict Judge(Diagnosis treated)
    {
        var (before, after) = (untreated.Run.Skill, treated.Run.Skill);
        var gained = after > before + Limits.Helps
            || (untreated.IsAiling && treated.IsSound && Keeps(treated.Run))
            || (untreated.IsCritical && !treated.IsCritical && after >= before);
        return !gained ? Verdict.NotCured : !treated.IsCritical && Reaches(treated.Run) ? Verdict.Cured : Verdict.Improved;
    }

    /// <summary>How a checkup of several seeds ended: what is said of the recipe.</summary>
    /// <param name="seeds">How each seed ended.</param>
    /// <param name="limits">What counts as most of them.</param>
    public static Verdict Of(IReadOnlyCollection<Verdict> seeds, TreatmentThresholds limits)
    {
        var sick = seeds.Where(v => v != Verdict.Healthy).ToArray();
        return sick.Length == 0 || sick.Length < limits.SickSeeds * seeds.Count ? Verdict.Healthy
            : sick.Count(v => v == Verdict.Cured) >= limits.CuredSeeds * sick.Length ? Verdict.Cured
            : sick.Count(v => v != Verdict.NotCured) >= limits.ImprovedSeeds * sick.Length ? Verdict.Improved : Verdict.NotCured;
    }
}
