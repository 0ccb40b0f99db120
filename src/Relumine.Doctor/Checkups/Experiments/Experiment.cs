using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>One thing changed, and what came of it.</summary>
/// <param name="Proposed">What was changed.</param>
/// <param name="After">What its run showed.</param>
/// <param name="Before">The untreated run after as many steps.</param>
internal sealed record Experiment(ProposedExperiment Proposed, Diagnosis After, Vitals Before)
{
    /// <summary>How much it learned.</summary>
    public double Skill => After.Run.Skill;

    /// <summary>
    /// Whether the illness went: the network learns, and its units are in order, or it learns so well that the idle ones do no
    /// harm. Where something was critical in what units do, and no longer is, less is enough.
    /// </summary>
    /// <param name="least">What it must have learned at least.</param>
    /// <param name="sick">The untreated run.</param>
    public bool Heals(double least, Diagnosis sick)
    {
        var limits = sick.Thresholds.Experiments;

        // What lowers the score is no proof, and what may be chance is none.
        var isBetter = Skill >= sick.Run.SkillThen(Before) - limits.Scatter && (sick.IsHarmless || After.KnowsSomething) && Improvement(sick) != Better.Nothing;
        var holds = Proposed.Cause is not Causes.Overfitting || (After.Run.Validation is { } kept && Yardstick.IsClearlyBelow(kept, sick.Thresholds));
        return Skill >= least && isBetter && holds
            && (After.IsSound || (After.IsStable && Skill >= (sick.Structural.Any() ? limits.MuchSkill : limits.HarmlessSkill)));
    }

    /// <summary>As a line of the report.</summary>
    /// <param name="restores">Whether it restored health.</param>
    /// <param name="sick">The untreated run.</param>
    public ExperimentResult Tell(bool restores, Diagnosis sick)
    {
        // What moved nothing that is measured restored nothing, even if it removes what is certain to be wrong.
        var better = Improvement(sick);
        return new(Proposed.Cause.Id, Proposed.Change, After.Run.Steps, Before, After.Run.Vitals, restores && better != Better.Nothing) { Better = better };
    }

    /// <summary>What became clearly better.</summary>
    public Better Improvement(Diagnosis sick)
    {
        var (limits, run) = (sick.Thresholds, After.Run);
        if (run.Divergence is not null)
        {
            return Better.Nothing;
        }

        var isComparable = run.Targets is null && run.ConstantLoss == sick.Run.ConstantLoss;
        return run.SkillOf(run.Score) > sick.Run.SkillOf(Before.Diverged ? double.NaN : Before.Score) + limits.Experiments.Scatter ? Better.Score
            : run.IsRanked && Skill > sick.Run.SkillThen(Before) + limits.Experiments.Scatter ? Better.Ranking
            : Before.Diverged ? Better.Finite
            : isComparable && run.Loss < (1 - limits.Experiments.LowerLoss) * Before.Loss ? Better.Loss
            : run.WorstDead <= Before.Dead - limits.Layers.DeadInfo ? Better.Dead
            : Better.Nothing;
    }
}
