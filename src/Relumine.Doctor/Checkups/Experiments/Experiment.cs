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
        return Skill >= least && (After.IsSound || (After.IsStable && Skill >= (sick.Structural.Any() ? limits.MuchSkill : limits.HarmlessSkill)));
    }

    /// <summary>As a line of the report.</summary>
    public ExperimentResult Tell(bool restores) => new(Proposed.Cause.Id, Proposed.Change, After.Run.Steps, Before, After.Run.Vitals, restores);
}
