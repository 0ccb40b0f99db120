using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Runs;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>Experiments on one recipe: which to make, how long, and what they say.</summary>
internal sealed class ProbeRound
{
    // Scores of short runs scatter; a change that reaches this share of the best one restores as well as it does.
    private const double AsGood = 0.9;

    // What speaks so clearly for a change that comes before rates that it need not be the fastest.
    private const double Half = 0.5;

    // What restores so much leaves nothing for causes that would stand behind it anyway.
    private const double Plain = 0.7;

    // Scores scatter by less.
    private const double Gained = 0.08;

    // Evidence from which an experiment is made before others.
    private const double Likely = 0.5;

    private readonly CheckupCase _case;
    private readonly Recipe _recipe;
    private readonly Diagnosis _sick;
    private readonly HashSet<string> _known;
    private readonly List<Experiment> _made = [];

    /// <param name="checkup">Where experiments are made.</param>
    /// <param name="recipe">What they change.</param>
    /// <param name="sick">What that recipe led to.</param>
    /// <param name="earlier">Experiments of another round, which need not be made again.</param>
    public ProbeRound(CheckupCase checkup, Recipe recipe, Diagnosis sick, IEnumerable<Experiment>? earlier = null)
    {
        (_case, _recipe, _sick) = (checkup, recipe, sick);
        _known = [.. (earlier ?? []).Select(e => e.Probe.Recipe.ToJson())];
    }

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyList<Experiment> Made => _made;

    /// <summary>The experiments that restored health, the smallest change first.</summary>
    public IReadOnlyList<Experiment> Restoring
    {
        get
        {
            var healed = _made.Where(e => e.Heals(Least(e), _sick)).ToArray();
            var best = healed.Select(e => e.Skill).DefaultIfEmpty(0).Max();
            return
            [
                .. healed.Where(e => e.Skill >= (IsEvident(e.Probe) ? Half : AsGood) * best).OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => e.Probe.Standing).ThenByDescending(e => e.Probe.Evidence >= Likely).ThenBy(e => e.Probe.Cause.Kind).ThenByDescending(e => e.Skill),
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
            var likely = _made.Where(e => e.Probe.Evidence >= Likely).ToArray();
            var orderly = likely.Where(e => (e.After.IsSound && !_sick.IsSound) || Lessens(e.After)).ToArray();
            var most = likely.Select(Gain).DefaultIfEmpty(0).Max();
            var better = likely.Where(e => e.After.Run.Divergence is null && Gain(e) >= Math.Max(Gained, Half * most));
            return orderly.Length > 0
                ? [.. orderly.OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => e.Probe.Standing).ThenByDescending(e => e.Skill)]
                : [.. better.OrderBy(e => e.Probe.Standing).ThenByDescending(e => e.Skill)];
        }
    }

    /// <summary>The experiment that most speaks for, of those that come before rates, although it changed nothing for the better alone; null if nothing is so evident.</summary>
    public Experiment? Evident => _made.Where(e => IsEvident(e.Probe)).MinBy(e => e.Probe.Standing);

    /// <summary>
    /// Makes only the likely experiments, where it is not even certain that anything is wrong. For a network that does well with
    /// idle units, neither its rate nor its architecture is in question.
    /// </summary>
    /// <param name="share">What may be spent, in multiples of the full training.</param>
    public void MakeLikely(double share) =>
        Make(Proposed().Where(p => p.Evidence >= Likely && (!_sick.IsHarmless || p.Cause.Kind < CauseKind.Momentum)).ToArray(), share);

    /// <summary>Makes the likely experiments, and the unlikely ones if none of them restored health.</summary>
    /// <param name="share">What may be spent, in multiples of the full training.</param>
    public void Make(double share)
    {
        var probes = Proposed();
        var likely = probes.Where(p => p.Evidence >= Likely).ToArray();
        var reserved = likely.Length == 0 ? 1 : 0.65;
        Make(likely, share * reserved);
        if (Restoring.Count == 0)
        {
            Make([.. probes.Except(likely)], share * (likely.Length == 0 ? 1 : 1 - reserved));
        }
    }

    // How much an experiment must have learned to count. Short runs cannot be asked for all that is possible.
    private double Least(Experiment experiment)
    {
        var (run, skill) = (_sick.Run, _sick.Run.Skill);
        if (_sick.IsCritical || _sick.IsSlow || (_sick.IsAiling && !_sick.IsBelowPotential))
        {
            return _sick.IsCritical ? Math.Max(_case.Thresholds.NoSkill, skill) : _sick.IsSlow ? skill : skill - 0.03;
        }

        // Better than the whole run was; or, where it is known that more is possible, clearly ahead of it after as many steps.
        var possible = run.Potential is { } known ? run.SkillOf(known) : 1;
        var outright = skill + Math.Max(0.03, 0.3 * (possible - skill));
        var then = run.SkillOf(experiment.Before.Score);
        return _sick.IsBelowPotential ? Math.Min(outright, Math.Max(then + 0.1, then + (0.4 * (possible - then)))) : outright;
    }

    private Probe[] Proposed()
    {
        var context = new CauseContext(_recipe, _sick.Run, _case.Thresholds);
        return [.. CauseCatalogue.All.SelectMany(c => c.Propose(context)).OrderByDescending(p => p.Evidence).ThenBy(p => p.Standing).DistinctBy(p => p.Recipe.ToJson()).Where(p => !_known.Contains(p.Recipe.ToJson()))];
    }

    // How much more was learned than by the untreated run in as many steps.
    private double Gain(Experiment experiment) => experiment.Skill - _sick.Run.SkillOf(experiment.Before.Score);

    // Some kinds of critical findings went, and no new one came.
    private bool Lessens(Diagnosis after)
    {
        var (before, left) = (_sick.Structural.Select(f => f.Id).ToHashSet(), after.Structural.Select(f => f.Id).ToHashSet());
        if (before.Contains("collapsed-layer") && !left.Contains("collapsed-layer"))
        {
            // Some units dead is less than all of a layer.
            before.UnionWith(["dead-units", "born-dead-units", "killed-units"]);
        }

        return after.Run.Divergence is null && left.IsProperSubsetOf(before);
    }

    private void Make(Probe[] probes, double share)
    {
        var full = _sick.Run.FullSteps;
        var least = Math.Min(full, Math.Max(Math.Max(Math.Min(100, full / 3), full / 8), 2 * Onset()));
        var steps = Math.Clamp((long)(full * share / Math.Max(1, probes.Length)), least, Math.Max(least, full / 2));
        var plain = _sick.Run.Potential is { } known ? AsGood * _sick.Run.SkillOf(known) : Plain;
        var spent = 0.0;
        foreach (var probe in probes)
        {
            var cost = steps / (double)full;
            if (Restoring is [{ After.IsSound: true } found, ..] && found.Skill >= plain
                && (found.Probe.Standing < probe.Standing || (found.Probe.Cause == probe.Cause && probe.Cause.Kind == CauseKind.Architecture)))
            {
                continue;
            }

            if ((spent > 0 && spent + cost > share + 1e-9) || _case.Left < 1 + cost)
            {
                return;
            }

            var run = _case.Run(probe.Recipe, steps, $"probe: {probe.Change}");
            spent += Math.Min(cost, run.Cost);
            _made.Add(new Experiment(probe, Diagnosis.Of(run, _case.Thresholds), BeforeAt(steps)));
        }
    }

    private static bool IsEvident(Probe probe) => probe.Evidence >= 1 && probe.Standing < CauseKind.Momentum;

    // When the untreated run had fallen ill; 0 if it was so from the beginning.
    private long Onset()
    {
        if (_sick.Run.Divergence is { } divergence)
        {
            return divergence.Step;
        }

        var killed = _sick.Run.End.Where(l => l.Dead - l.BornDead > 0.3 * l.Units).Select(l => l.KilledAtStep ?? 0).DefaultIfEmpty(0).Min();
        return killed;
    }

    private Vitals BeforeAt(long steps)
    {
        var run = _sick.Run;
        if (run.Divergence is { } divergence && divergence.Step <= steps)
        {
            return run.Vitals;
        }

        var point = run.Curve.LastOrDefault(c => c.Step <= steps);
        return new(point.Dead, point.Loss, point.Score, false);
    }
}
