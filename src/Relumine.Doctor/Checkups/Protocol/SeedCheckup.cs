using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.Treatments;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Evidence;
using Relumine.Doctor.Runs;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Protocol;

/// <summary>The checkup of one recipe with one seed.</summary>
internal sealed class SeedCheckup
{
    // What experiments on a mere suspicion, and a treatment after them, need.
    private const double LeastForSuspicion = 2.3;

    // By how much another optimizer must have learned more to be what was missing.
    private const double ClearlyMore = 0.1;

    private readonly Recipe _recipe;
    private readonly Recipe? _clean;
    private readonly CheckupCase _case;

    public SeedCheckup(Recipe recipe, Recipe? clean, CheckupCase checkup) => (_recipe, _clean, _case) = (recipe, clean, checkup);

    /// <summary>Trains, examines, tries, treats, and compares.</summary>
    public CheckupResult Run()
    {
        var untreated = Diagnosis.Of(_case.Run(_recipe, long.MaxValue, "training as the recipe says"), _case.Thresholds);
        var clean = _clean is null ? null : _case.Aside(_clean);
        untreated = clean is { Divergence: null } ? untreated.With(clean.Score, _case.Thresholds) : untreated;
        var result = new CheckupResult
        {
            Recipe = _recipe.Source,
            ScoreIsAccuracy = untreated.Run.Targets is null,
            Untreated = Summary(untreated.Run),
            Findings = untreated.Findings,
            Causes = [],
            Probes = [],
            Treatment = [],
            Difference = [],
            Clean = clean is null ? null : Summary(clean),
            Verdict = Verdict.Healthy,
            Story = "",
            Cost = 0,
            Network = _case.NetworkOf(_recipe),
        };
        if (untreated.IsCritical || (untreated.IsAiling && !untreated.IsHarmless))
        {
            result = Treat(result, untreated, clean);
        }
        else if ((untreated.IsHarmless || untreated.Run.Skill < _case.Thresholds.GoodSkill) && _case.Left >= LeastForSuspicion)
        {
            result = Suspect(result, ref untreated, clean);
        }

        var total = _case.Spent;
        return result with
        {
            Cost = total,
            Story = string.Join(" ", CheckupWording.Story(result).Select(s => s.Answer)),
            Seeds =
            [
                new SeedResult(
                    _recipe.Seed, result.Verdict, result.Causes.Count > 0 ? result.Causes[0].Cause : null,
                    [.. untreated.Findings.Where(f => f.Severity == Severity.Critical).Select(f => f.Id).Distinct()],
                    untreated.Run.Score, result.Treated?.Score, clean?.Score, total),
            ],
        };
    }

    // Nothing is certain to be wrong, but the network learned little, or has many idle units. If something speaks for a cause, it is tried.
    private CheckupResult Suspect(CheckupResult result, ref Diagnosis untreated, CaseHistory? clean)
    {
        var round = new ProbeRound(_case, _recipe, untreated);
        round.MakeLikely(Math.Min(1, _case.Left - 2));
        if (round.Restoring.Count == 0)
        {
            return result with { Probes = [.. round.Made.Select(e => e.Tell(false))] };
        }

        untreated = untreated.With(round.Restoring.Max(e => e.After.Run.Score), _case.Thresholds);
        return Treat(result with { Findings = untreated.Findings }, untreated, clean, round);
    }

    private CheckupResult Treat(CheckupResult result, Diagnosis untreated, CaseHistory? clean, ProbeRound? made = null)
    {
        var first = made ?? new ProbeRound(_case, _recipe, untreated);
        if (made is null)
        {
            // The treated run and what finds its rate need the rest.
            first.Make(Math.Max(0.5, _case.Left - 1.6));
        }

        var tried = first.Made.ToList();
        var chosen = first.Restoring.Count > 0 ? first.Restoring[0] : null;
        var causes = first.Restoring.DistinctBy(e => e.Probe.Cause.Id).ToList();
        if (chosen is null && (first.Partial is [var some, ..] ? some : first.Evident) is { } part)
        {
            // One change sets the units right, or is so evident that neither it nor another one does anything without the other: for
            // the network to learn, another way to follow gradients, or another change, is needed.
            chosen = WithAdam(part, tried) ?? Second(part, tried);
            causes = (chosen, first.Partial.Count > 0) switch
            {
                (null, var isPartial) => isPartial ? [part] : [],
                ({ } other, _) when other.Probe.Cause == part.Probe.Cause => [other],
                ({ } other, true) => [part, other],
                ({ } other, false) => [other with { Probe = other.Probe with { Cause = part.Probe.Cause, Do = part.Probe.Do } }, other],
            };
        }

        var restored = tried.Where(e => first.Restoring.Contains(e) || causes.Contains(e)).ToHashSet();
        result = result with
        {
            Probes = [.. tried.Select(e => e.Tell(restored.Contains(e)))],
            Causes = causes.Count == 0 ? [new CauseResult(CauseCatalogue.Unknown, 1, null)] : [.. causes.Select((e, i) => new CauseResult(e.Probe.Cause.Id, i + 1, e.Tell(true)))],
        };
        var basis = chosen ?? causes.FirstOrDefault();
        if (basis is null)
        {
            return result with { Verdict = Verdict.NotCured };
        }

        var treatment = new Treatment(_case, _recipe, untreated, [.. causes.Where(e => chosen is null || e == basis || !first.Restoring.Contains(chosen)).Select(e => e.Probe)], basis, tried);
        return treatment.Apply(result, clean);
    }

    // What an experiment changed, with another optimizer: no cause of its own, only how fast it shows what it does. It costs as much
    // as the experiment.
    private Experiment? WithAdam(Experiment part, List<Experiment> tried)
    {
        var (recipe, steps) = (part.Probe.Recipe, part.After.Run.Steps);
        if (recipe.Optimizer is not Sgd || _case.Left < 1 + (steps / (double)_case.FullSteps))
        {
            return null;
        }

        var adam = UseAdam.Treat(recipe);
        var experiment = part with
        {
            Probe = part.Probe with { Change = $"{part.Probe.Change}, and adam with lr {RecipeEdit.Text(adam.Optimizer.LearningRate)}", Recipe = adam },
            After = Diagnosis.Of(_case.Run(adam, steps, "probe: with adam"), _case.Thresholds),
        };
        tried.Add(experiment);
        return experiment.After.IsStable && experiment.Skill >= Math.Max(_case.Thresholds.NoSkill, part.Skill + ClearlyMore) ? experiment : null;
    }

    // A change on top of another one.
    private Experiment? Second(Experiment part, List<Experiment> tried)
    {
        var second = new ProbeRound(_case, part.Probe.Recipe, part.After, tried);
        second.Make(Math.Max(0.3, _case.Left - 1.3));

        // All that differs from the sick run is what such an experiment is called by.
        Experiment Both(Experiment e) => e with { Probe = e.Probe with { Change = $"{part.Probe.Change}, and {e.Probe.Change}" }, Before = part.Before };
        tried.AddRange(second.Made.Select(Both));
        return second.Restoring.Count > 0 ? tried.First(e => e.After == second.Restoring[0].After) : null;
    }

    internal static RunSummary Summary(CaseHistory run) => new(run.Score, run.Loss, run.Divergence is not null, run.Steps, run.End, run.Curve);
}
