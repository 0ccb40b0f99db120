using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.Protocol;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Treatments;

/// <summary>Removes the cause, restores the units, trains, and compares with the untreated twin.</summary>
internal sealed class Treatment
{
    /// <summary>The share of the clean, or best, score that counts as cured.</summary>
    private const double Cured = 0.95;

    // What has learned more needs no other rate.
    private const double Strong = 0.9;

    // What going on from the trained state costs, and training afresh if that was not enough; but for what rounding leaves.
    private const double AfreshToo = 2 - 1e-9;

    private readonly CheckupCase _case;
    private readonly Recipe _recipe;
    private readonly Diagnosis _untreated;
    private readonly IReadOnlyList<Probe> _changes;
    private readonly IReadOnlyList<Experiment> _made;
    private readonly List<TreatmentStep> _steps = [];
    private readonly List<CureVariant> _added = [];
    private Experiment _best;
    private Func<CancellationToken, Model>? _network;

    public Treatment(CheckupCase checkup, Recipe recipe, Diagnosis untreated, IReadOnlyList<Probe> changes, Experiment best, IReadOnlyList<Experiment> made) =>
        (_case, _recipe, _untreated, _changes, _best, _made) = (checkup, recipe, untreated, changes, best, made);

    /// <summary>Does it.</summary>
    public CheckupResult Apply(CheckupResult result, CaseHistory? clean)
    {
        var began = _best.Probe.Recipe;
        Improve(began);
        _steps.AddRange(Changes(began).Select(c => new TreatmentStep(c)));
        var recipe = _best.Probe.Recipe;
        var treated = InPlace(recipe, clean) ?? Afresh(recipe);
        var diagnosis = Diagnosis.Of(treated, _case.Thresholds);
        if (!Reaches(treated, clean) && _case.Left >= 1)
        {
            // The whole run fell short of what it should reach: steps that become smaller towards its end let it settle.
            var calm = recipe.Schedule is ConstantSchedule ? recipe with { Schedule = new CosineSchedule() } : recipe.WithRate(RecipeEdit.Round(recipe.Optimizer.LearningRate * 0.3));
            var calmer = Diagnosis.Of(_case.Run(calm, long.MaxValue, "treatment: again, with a rate that falls"), _case.Thresholds);
            if (!calmer.IsCritical && calmer.Run.Skill > diagnosis.Run.Skill)
            {
                (recipe, treated, diagnosis) = (calm, calmer.Run, calmer);
                _steps.Insert(_steps.Count - 1, new TreatmentStep("let the rate fall towards the end"));
            }
        }

        var verdict = Judge(diagnosis, clean);
        var helped = verdict != Verdict.NotCured;
        if (!helped && (_untreated.IsHarmless || treated.Score < _untreated.Run.Score))
        {
            // What does harm is not a treatment, and idle units of a network that does well need none.
            return result with { Verdict = _untreated.IsHarmless ? Verdict.Healthy : verdict };
        }

        if (!helped && diagnosis.IsCritical)
        {
            // What a short experiment showed did not last: it was no proof of the cause.
            return result with { Causes = [new CauseResult(CauseCatalogue.Unknown, 1, null)], Verdict = verdict };
        }

        return result with
        {
            Treatment = _steps,
            Treated = SeedCheckup.Summary(treated),
            Verdict = verdict,
            Difference = helped ? [.. _recipe.Difference(recipe).Select(d => d.ToString())] : [],
            Network = helped ? _network ?? _case.NetworkOf(recipe) : result.Network,
            TreatedRecipe = helped ? recipe.ToJson() : null,
        };
    }

    // What removed the cause need not be all that the network needs: the plain optimizer, or the rate, of the sick one seldom
    // suits the treated one. What helps stays.
    private void Improve(Recipe began)
    {
        foreach (var cure in CureCatalogue.All.OrderBy(c => c.Turn))
        {
            foreach (var variant in cure.Vary(new CureContext(_best.Probe.Recipe, began, _best.Probe.Cause, _best.After.Run, _case.Thresholds)))
            {
                if (!Helps(variant))
                {
                    break;
                }
            }
        }
    }

    private bool Helps(CureVariant variant)
    {
        var steps = _best.After.Run.Steps;
        if (_best.Skill >= Strong || _case.Left < 1 + (steps / (double)_case.FullSteps) || _made.Any(e => e.Probe.Recipe == variant.Recipe))
        {
            return false;
        }

        var run = Diagnosis.Of(_case.Run(variant.Recipe, steps, $"treatment: trying to {variant.Do}"), _case.Thresholds);
        var helps = run.IsStable && run.Run.Skill > _best.Skill + 0.03;
        if (helps)
        {
            if (variant.Recipe.Optimizer == _best.Probe.Recipe.Optimizer)
            {
                _added.Add(variant);
            }

            _best = _best with { Probe = _best.Probe with { Recipe = variant.Recipe }, After = run };
        }

        return helps;
    }

    // What is done to the recipe: the changes that were tried, with the optimizer and the rate that were found to be best.
    private IEnumerable<string> Changes(Recipe began)
    {
        var ended = _best.Probe.Recipe.Optimizer;
        var follow = ended.GetType() != _recipe.Optimizer.GetType() ? $"use adam with lr {RecipeEdit.Text(ended.LearningRate)}"
            : ended.LearningRate != began.Optimizer.LearningRate ? $"set lr to {RecipeEdit.Text(ended.LearningRate)}" : null;
        return _changes.Where(c => follow is null || c.Cause.Kind != CauseKind.Rate).Select(c => c.Do).Concat(_added.Select(a => a.Do)).Concat(follow is null ? [] : [follow]);
    }

    private CaseHistory? InPlace(Recipe recipe, CaseHistory? clean)
    {
        if (!_changes.All(c => c.KeepsWeights) || !_added.All(a => a.KeepsWeights) || _untreated.Run.Divergence is not null || _case.Left < AfreshToo)
        {
            return null;
        }

        var (name, units) = ("revived", 0);
        Func<TrainingState> revived = () => Revival.Of(recipe, _case.EndOf(_recipe, long.MaxValue), out units);
        var run = _case.Run(recipe, long.MaxValue, "treatment: going on from the trained state", (name, revived));
        var reached = Diagnosis.Of(run, _case.Thresholds);
        var dead = _untreated.Run.Hidden(_untreated.Run.End).Sum(l => l.Dead ?? 0);
        if (reached.IsCritical || !Reaches(run, clean) || (_untreated.IsHarmless && !(reached.IsSound && Keeps(run))))
        {
            return null;
        }

        if (dead > 0)
        {
            _steps.AddRange(_untreated.Run.Hidden(_untreated.Run.End).Where(l => l.Dead > 0).Select(l => new TreatmentStep($"revive {Wording.Count(l.Dead!.Value, l.Kind == LayerKind.Dense ? "unit" : "channel")} of {l.Name}")));
        }

        _network = _case.NetworkOf(recipe, revived);
        _steps.Add(new TreatmentStep("go on from the trained state"));
        return run;
    }

    private CaseHistory Afresh(Recipe recipe)
    {
        _steps.Add(new TreatmentStep("restart from step 0"));
        return _case.Run(recipe, long.MaxValue, "treatment: training the treated recipe");
    }

    // Whether what was learned is still there, but for what scores scatter.
    private bool Keeps(CaseHistory run) => run.Skill >= _untreated.Run.Skill - (_untreated.IsHarmless ? 0.01 : 0.03);

    private bool Reaches(CaseHistory run, CaseHistory? clean) =>
        run.Score >= Cured * (clean?.Score ?? _made.Where(e => e.After.IsSound).Select(e => e.After.Run.Score).Append(_best.After.Run.Score).Max());

    private Verdict Judge(Diagnosis treated, CaseHistory? clean)
    {
        var (before, after) = (_untreated.Run.Skill, treated.Run.Skill);
        var gained = after > before + 0.03 || (_untreated.IsAiling && treated.IsSound && Keeps(treated.Run)) || (_untreated.IsCritical && !treated.IsCritical && after >= before);
        return !gained ? Verdict.NotCured : !treated.IsCritical && Reaches(treated.Run, clean) ? Verdict.Cured : Verdict.Improved;
    }
}
