using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>What experiments say about the run that they changed.</summary>
/// <param name="sick">That run.</param>
/// <param name="made">The experiments, in order.</param>
internal sealed class ExperimentReading(Diagnosis sick, IReadOnlyList<Experiment> made)
{
    private ExperimentThresholds Limits => sick.Thresholds.Experiments;

    /// <summary>The experiments that restored health, the smallest change first.</summary>
    public IReadOnlyList<Experiment> Restoring
    {
        get
        {
            var all = made.Where(Heals).ToArray();
            var healed = all.Where(e => !all.Any(o => IsLessOf(o, e) && IsAsGood(o, e))).ToArray();
            var best = healed.Select(e => e.Skill).DefaultIfEmpty(0).Max();

            // Where all signs of one cause are there, what nothing speaks for, and another rate, only make up for it.
            var certain = sick.Thresholds.Evidence.Certain;
            var sure = healed.Where(e => e.Proposed.Evidence >= certain).Select(e => e.Proposed.Cause).ToHashSet();
            bool MakesUp(ProposedExperiment p) => sure.Count > 0 && !sure.Contains(p.Cause) && (!IsLikely(p) || p.Cause.Kind == CauseKind.Rate);
            return
            [
                .. healed.Where(e => e.Skill >= (IsEvident(e.Proposed) ? Limits.EvidentAsGood : Limits.AsGood) * best)
                    .OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => MakesUp(e.Proposed) ? 1 : 0)
                    .ThenBy(e => e.Proposed.Standing).ThenByDescending(e => IsLikely(e.Proposed)).ThenBy(e => e.Proposed.Cause.Kind)
                    .ThenBy(e => e.Skill >= Limits.AsGood * best ? e.Proposed.Also.Count : int.MaxValue).ThenByDescending(e => e.Skill),
            ];
        }
    }

    /// <summary>
    /// The likely experiments that removed a part of the illness although the network hardly learned yet, those that set the units
    /// right first; if there are none, those after which it learned at least more than before.
    /// </summary>
    public IReadOnlyList<Experiment> Partial
    {
        get
        {
            var likely = made.Where(e => IsLikely(e.Proposed)).ToArray();
            var orderly = likely.Where(e => (e.After.IsSound && !sick.IsSound) || Lessens(e.After)).ToArray();
            var most = likely.Select(Gain).DefaultIfEmpty(0).Max();
            var better = likely.Where(e => e.After.Run.Divergence is null && Gain(e) >= Math.Max(Limits.Gained, Limits.EvidentAsGood * most)).ToArray();
            if (orderly.Length > 0)
            {
                return [.. orderly.OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => e.Proposed.Standing).ThenByDescending(e => e.Skill)];
            }

            // Where even the score of much better answers stays that of the constant one, the loss tells of a change whose signs are there.
            var lower = likely.Where(e => e.Proposed.Evidence >= sick.Thresholds.Evidence.Certain && e.Improvement(sick) == Better.Loss);
            return better.Length > 0 ? [.. better.OrderBy(e => e.Proposed.Standing).ThenByDescending(e => e.Skill)]
                : [.. lower.OrderBy(e => e.Proposed.Standing).ThenBy(e => e.After.Run.Loss)];
        }
    }

    /// <summary>The experiment that most speaks for, of those that come before rates, although it changed nothing for the better alone; null if nothing is so
    /// evident.</summary>
    public Experiment? Evident => made.Where(e => IsEvident(e.Proposed)).MinBy(e => e.Proposed.Standing);

    /// <summary>The experiment that removes what is proven to be wrong, although that alone does not restore health;
    /// null if nothing is, or if it does.</summary>
    public Experiment? Proven => Restoring is [{ Proposed.IsProven: true }, ..] ? null
        : made.Where(e => e.Proposed.IsProven).OrderBy(e => e.Proposed.Standing).ThenByDescending(e => e.Skill).FirstOrDefault();

    /// <summary>Whether a single change restored health so well that nothing else is left to be found. Another rate may only make up for what is
    /// evident and was not enough alone.</summary>
    public bool IsPlain => Restoring is [var found, ..] && found.Skill >= Limits.PlainSkill
        && (found.Proposed.Cause.Kind != CauseKind.Rate || Evident is null);

    /// <summary>Whether an experiment restored health.</summary>
    public bool Heals(Experiment experiment) => experiment.Heals(Least(experiment), sick);

    /// <summary>Whether an experiment did as well as another one, since scores of short runs scatter.</summary>
    public bool IsAsGood(Experiment experiment, Experiment other) => experiment.Skill >= Limits.AsGood * other.Skill;

    /// <summary>Whether an experiment is made before others.</summary>
    public bool IsLikely(ProposedExperiment proposed) => proposed.Evidence >= sick.Thresholds.Evidence.Likely;

    /// <summary>Whether what was found already leaves nothing for an experiment to explain.</summary>
    public bool IsExplainedWithout(ProposedExperiment proposed)
    {
        var plain = sick.Run.Potential is { } known ? Limits.AsGood * sick.Run.SkillOf(known) : Limits.PlainSkill;
        return Restoring is [{ After.IsSound: true } found, ..] && found.Skill >= plain
            && (found.Proposed.Standing < proposed.Standing
                || (found.Proposed.Cause == proposed.Cause && proposed.Cause.Kind == CauseKind.Architecture));
    }

    /// <summary>Whether what a change needed to show its good was what another experiment added to it, as another optimizer.</summary>
    /// <param name="with">The change with that.</param>
    /// <param name="without">The change alone.</param>
    public bool WasMissing(Experiment with, Experiment without) =>
        with.After.IsStable && with.Skill >= Math.Max(sick.Thresholds.Training.NoSkill, without.Skill + Limits.OtherOptimizer);

    /// <summary>When the untreated run had fallen ill; 0 if it was so from the beginning.</summary>
    public long Onset => sick.Run.Divergence is { } divergence
        ? divergence.Step
        : sick.Run.End.Where(l => l.Dead - l.BornDead > Limits.OnsetDeath * l.Units).Select(l => l.KilledAtStep ?? 0).DefaultIfEmpty(0).Min();

    /// <summary>How much an experiment must have learned to count. Short runs cannot be asked for all that is possible.</summary>
    public double Least(Experiment experiment)
    {
        var (run, skill) = (sick.Run, sick.Run.Skill);
        if (experiment.Proposed.Cause is Causes.Overfitting)
        {
            // How much of what was learned can hold is not known: more must hold than before, and more than scatter.
            var error = run.Judged!.Error(run.Labels is not null);
            return skill + Math.Max(Limits.Gained, sick.Thresholds.Training.OverfittedErrors * error);
        }

        if (sick.IsCritical || sick.IsSlow || (sick.IsAiling && !sick.IsBelowPotential))
        {
            return sick.IsCritical ? Math.Max(sick.Thresholds.Training.NoSkill, skill) : sick.IsSlow ? skill : skill - Limits.Scatter;
        }

        // Better than the whole run was; or, where it is known that more is possible, clearly ahead of it after as many steps.
        var possible = run.Potential is { } known ? run.SkillOf(known) : 1;
        var outright = skill + Math.Max(Limits.Scatter, Limits.OfTheRest * (possible - skill));
        var then = run.SkillThen(experiment.Before);
        return sick.IsBelowPotential
            ? Math.Min(outright, Math.Max(then + Limits.Ahead, then + (Limits.AheadOfTheRest * (possible - then))))
            : outright;
    }

    // How much more was learned than by the untreated run in as many steps.
    private double Gain(Experiment experiment) => experiment.Skill - sick.Run.SkillThen(experiment.Before);

    // Some kinds of critical findings went, and no new one came.
    private bool Lessens(Diagnosis after)
    {
        var (before, left) = (sick.Structural.Select(f => f.Id).ToHashSet(), after.Structural.Select(f => f.Id).ToHashSet());
        if (before.Contains("collapsed-layer") && !left.Contains("collapsed-layer"))
        {
            // Some units dead is less than all of a layer.
            before.UnionWith(["dead-units", "born-dead-units", "killed-units"]);
        }

        return after.Run.Divergence is null && left.IsProperSubsetOf(before);
    }

    // Whether an experiment makes some of the changes that another one makes.
    private static bool IsLessOf(Experiment experiment, Experiment other) => experiment != other && other.Proposed.Parts.Count > 0
        && Causes(experiment).ToHashSet() is var own && own.IsProperSubsetOf(Causes(other));

    private static IEnumerable<ICause> Causes(Experiment experiment) => experiment.Proposed.Also.Prepend(experiment.Proposed.Cause);

    private bool IsEvident(ProposedExperiment proposed) => proposed.Evidence >= sick.Thresholds.Evidence.Certain && proposed.Standing < CauseKind.Momentum;
}
