using Relucent.Recipes;

namespace Relucent;

/// <summary>Experiments on one recipe: which to make, how long, and what they say.</summary>
internal sealed class ProbeRound
{
    // Scores of short runs scatter; a change that reaches this share of the best one restores as well as it does.
    private const double AsGood = 0.9;

    // Evidence from which an experiment is made before others.
    private const double Likely = 0.5;

    private readonly CheckupCase _case;
    private readonly Recipe _recipe;
    private readonly Diagnosis _sick;
    private readonly List<Experiment> _made = [];

    public ProbeRound(CheckupCase checkup, Recipe recipe, Diagnosis sick) => (_case, _recipe, _sick) = (checkup, recipe, sick);

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyList<Experiment> Made => _made;

    /// <summary>The experiments that restored health, the smallest change first.</summary>
    public IReadOnlyList<Experiment> Restoring
    {
        get
        {
            var healed = _made.Where(e => e.Heals(Least)).ToArray();
            var best = healed.Select(e => e.Skill).DefaultIfEmpty(0).Max();
            return [.. healed.Where(e => e.Skill >= AsGood * best).OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => e.Probe.Fields).ThenBy(e => e.Probe.Standing).ThenByDescending(e => e.Probe.Evidence >= Likely).ThenByDescending(e => e.Skill)];
        }
    }

    /// <summary>The likely experiments that removed a part of the illness although the network hardly learned yet, those that set the units right first.</summary>
    public IReadOnlyList<Experiment> Partial =>
        [.. _made.Where(e => e.Probe.Evidence >= Likely && ((e.After.IsSound && !_sick.IsSound) || Lessens(e.After)))
            .OrderBy(e => e.After.IsSound ? 0 : 1).ThenBy(e => e.Probe.Standing).ThenByDescending(e => e.Skill)];

    /// <summary>Makes only the likely experiments, where it is not even certain that anything is wrong.</summary>
    /// <param name="share">What may be spent, in multiples of the full training.</param>
    public void MakeLikely(double share) => Make(Proposed().Where(p => p.Evidence >= Likely).ToArray(), share);

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
    private double Least => _sick.IsCritical ? Math.Max(_case.Thresholds.NoSkill, _sick.Run.Skill)
        : _sick.IsSlow ? _sick.Run.Skill
        : _sick.IsAiling && !_sick.IsBelowPotential ? _sick.Run.Skill - 0.03
        : _sick.Run.Skill + Math.Max(0.03, 0.3 * ((_sick.Run.Potential is { } known ? _sick.Run.SkillOf(known) : 1) - _sick.Run.Skill));

    private Probe[] Proposed()
    {
        var context = new CauseContext(_recipe, _sick.Run, _case.Thresholds);
        return [.. CauseCatalogue.All.SelectMany(c => c.Propose(context)).OrderByDescending(p => p.Evidence).ThenBy(p => p.Standing).DistinctBy(p => p.Recipe.ToJson())];
    }

    // Some kinds of critical findings went, and no new one came.
    private bool Lessens(Diagnosis after)
    {
        var (before, left) = (_sick.Structural.Select(f => f.Id).ToHashSet(), after.Structural.Select(f => f.Id).ToHashSet());
        return after.Run.Divergence is null && left.IsProperSubsetOf(before);
    }

    private void Make(Probe[] probes, double share)
    {
        var full = _sick.Run.FullSteps;
        var least = Math.Min(full, Math.Max(Math.Max(100, full / 8), 2 * Onset()));
        var steps = Math.Clamp((long)(full * share / Math.Max(1, probes.Length)), least, Math.Max(least, full / 2));
        var spent = 0.0;
        foreach (var probe in probes)
        {
            var cost = steps / (double)full;
            if (spent > 0 && spent + cost > share + 1e-9)
            {
                return;
            }

            var run = _case.Run(probe.Recipe, steps, $"probe: {probe.Change}");
            spent += Math.Min(cost, run.Cost);
            _made.Add(new Experiment(probe, Diagnosis.Of(run, _case.Thresholds), BeforeAt(steps)));
        }
    }

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
