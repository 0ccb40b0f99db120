using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.Treatments;

/// <summary>Compares treated runs with the untreated twin.</summary>
/// <param name="untreated">That twin.</param>
/// <param name="possible">The score that is known to be possible: the clean one, or the best of the experiments.</param>
/// <param name="isKnown">Whether that is all that is possible: the clean recipe's.</param>
internal sealed class TreatmentJudgement(Diagnosis untreated, double possible, bool isKnown = false)
{
    private TreatmentThresholds Limits => untreated.Thresholds.Treatments;

    /// <summary>Whether so much came back that it counts as cured, compared with what is known to be possible, and by itself.</summary>
    public bool Reaches(CaseHistory treated) => treated.Score >= Limits.Cured * possible && (isKnown || IsWellLearned(treated));

    /// <summary>Whether what was learned is still there, but for what scores scatter.</summary>
    public bool Keeps(CaseHistory treated) => treated.Skill >= untreated.Run.Skill - (untreated.IsHarmless ? Limits.MayLoseHarmless : Limits.MayLose);

    /// <summary>Whether a network does worse than another one: by ranking where accuracy hides what is learned, otherwise by the score.</summary>
    public static bool IsBelow(CaseHistory treated, CaseHistory untreated) => untreated.Divergence is null
        && (treated.IsRanked ? treated.Skill < untreated.Skill : treated.Score < untreated.Score);

    /// <summary>Whether a network learned so much that it needs no other rate.</summary>
    public bool IsStrong(Experiment experiment) => experiment.Skill >= Limits.StrongSkill;

    /// <summary>Whether a network hardly learns yet, so that its rate is looked for before anything else.</summary>
    public bool IsWeak(Experiment experiment) => experiment.Skill < Limits.TunedSkill;

    /// <summary>Whether so much of every layer is alive that its weights are worth going on with.</summary>
    public bool IsMostlyAlive => untreated.Run.WorstDead < Limits.MostDead;

    /// <summary>Whether what was added to a treated recipe helps.</summary>
    /// <param name="with">What the recipe with it led to.</param>
    /// <param name="without">What it led to before.</param>
    public bool Helps(Diagnosis with, Experiment without) => with.IsStable && with.Run.Skill > without.Skill + Limits.Helps;

    /// <summary>How a treatment ended.</summary>
    /// <param name="treated">The treated twin.</param>
    /// <param name="twin">The untreated one after as many updates, if that is not the untreated run itself.</param>
    /// <param name="check">The cure on samples that were set aside; null if it was not checked.</param>
    public Verdict Judge(Diagnosis treated, Diagnosis? twin = null, SetAsideCheck? check = null)
    {
        var (before, after) = ((twin ?? untreated).Run.Skill, treated.Run.Skill);
        var gained = after > before + Limits.Helps
            || (untreated.IsAiling && treated.IsSound && Keeps(treated.Run))
            || (untreated.IsCritical && !treated.IsCritical && after >= before);

        // What samples that nobody learned from say goes before what the learned ones say.
        var isSick = untreated.IsCritical || untreated.IsHarmless;
        var decides = check?.Epochs is not null || !isSick;
        gained = decides && check is { Untreated: { } known } ? check.Treated > known + Math.Max(Limits.Helps, isSick ? 0 : check.Error)
            : check?.Epochs is not null || gained;
        var isReal = (untreated.IsHarmless || treated.KnowsSomething) && check is not { Holds: false };
        var isDone = isKnown || !IsStillLearning(treated.Run, untreated.Thresholds);
        return !gained || !isReal ? Verdict.NotCured
            : !treated.IsCritical && treated.BeatsConstant && Reaches(treated.Run) && isDone && (isKnown || check is not { KnowsEveryClass: false })
                ? Verdict.Cured : Verdict.Improved;
    }

    /// <summary>Whether a run was learning at its end: its last quarter knew clearly more than the quarter before, or its squared errors were clearly smaller,
    /// and it does not know nearly all. Where epochs are too few for quarters, its loss was falling in the last one.</summary>
    public static bool IsStillLearning(CaseHistory run, Thresholds thresholds)
    {
        var limits = thresholds.Treatments;
        var epochs = run.Curve.Where(c => c.Step > 0).ToArray();
        var quarter = epochs.Length / 4;
        if (run.Skill >= limits.Cured)
        {
            return false;
        }

        if (quarter == 0)
        {
            return run.StillFalls(thresholds);
        }

        double Mean(int from, Func<double, double> of) => epochs.Skip(from).Take(quarter).Average(c => of(c.Score));
        (double Before, double Last) Quarters(Func<double, double> of) => (Mean(epochs.Length - (2 * quarter), of), Mean(epochs.Length - quarter, of));
        var (knew, knows) = Quarters(run.SkillOf);
        var (before, last) = Quarters(score => 1 - score);
        return knows > knew + limits.StillLearning || (run.Labels is null && last < (1 - limits.StillFalling) * before);
    }

    /// <summary>Whether a run knows clearly more than another one, or, where that is as good as nothing, has a clearly lower loss.</summary>
    public static bool IsAhead(CaseHistory run, CaseHistory of, Thresholds limits) => run.Divergence is null
        && (run.Skill > of.Skill + limits.Treatments.Helps
            || (run.Skill >= of.Skill && of.Skill < limits.Training.NoSkill && run.Loss < (1 - limits.Experiments.LowerLoss) * of.Loss));

    /// <summary>Whether a run ended before it had learned what it could: it had hardly begun, its loss was still falling, or its score rising, and it does not
    /// know nearly all.</summary>
    public static bool CouldGoOn(CaseHistory run, Thresholds limits) => run is { Divergence: null, Curve.Count: > 1 }
        && run.Skill < limits.Training.GoodSkill
        && (IsStillLearning(run, limits) || run.Steps < limits.Design.FewSteps || run.StillFalls(limits));

    /// <summary>Whether a network knows, class by class, what must hold on samples that it has not learned from; true where no class is rare. A good ranking
    /// is not enough: whoever asks the network gets answers.</summary>
    public static bool KnowsEveryClass(CaseHistory run, TreatmentThresholds limits) =>
        run.Judged?.Balanced is not { } own || own.Skill >= limits.HoldingSkill;

    /// <summary>How a checkup of several seeds ended: what is said of the recipe.</summary>
    /// <param name="seeds">How each seed ended.</param>
    /// <param name="limits">What counts as most of them.</param>
    public static Verdict Of(IReadOnlyCollection<Verdict> seeds, TreatmentThresholds limits)
    {
        var sick = seeds.Where(v => v is not (Verdict.Healthy or Verdict.NoIllnessFound)).ToArray();
        var isWell = 2 * seeds.Count(v => v == Verdict.Healthy) > seeds.Count - sick.Length;
        return sick.Length == 0 || sick.Length < limits.SickSeeds * seeds.Count ? isWell ? Verdict.Healthy : Verdict.NoIllnessFound
            : sick.Count(v => v == Verdict.Cured) >= limits.CuredSeeds * sick.Length ? Verdict.Cured
            : sick.Count(v => v != Verdict.NotCured) >= limits.ImprovedSeeds * sick.Length ? Verdict.Improved : Verdict.NotCured;
    }

    // Data that were kept aside need not be learnable to the last sample; those that were learned from show whether the network can learn.
    private bool IsWellLearned(CaseHistory treated) => Math.Max(treated.Skill, treated.TrainingSkill) >= Limits.CuredSkill
        && treated.Skill >= Limits.HoldingSkill && KnowsEveryClass(treated, Limits);
}
