using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Treatments;

/// <summary>Removes the cause, restores the units, trains, and compares with the untreated twin.</summary>
internal sealed partial class Treatment
{
    private readonly CheckupCase _case;
    private readonly Recipe _sick;
    private Recipe _began;
    private readonly Diagnosis _untreated;
    private readonly List<ProposedExperiment> _changes;
    private readonly IReadOnlyList<Experiment> _made;
    private readonly List<Experiment> _further = [];
    private readonly List<Experiment> _causes = [];
    private readonly CaseHistory? _clean;
    private readonly List<CureVariant> _added = [];
    private readonly List<TreatmentStep> _last = [];
    private Experiment _best;
    private Recipe _recipe;
    private CaseHistory? _treated;
    private Diagnosis? _twin;
    private SetAsideCheck? _check;
    private Func<CancellationToken, Model>? _network;

    /// <param name="checkup">Where runs are made.</param>
    /// <param name="recipe">The sick recipe.</param>
    /// <param name="untreated">What it led to.</param>
    /// <param name="changes">What removes its causes.</param>
    /// <param name="best">The experiment to begin with.</param>
    /// <param name="made">All experiments.</param>
    /// <param name="clean">The clean recipe's run, if there is one.</param>
    public Treatment(
        CheckupCase checkup,
        Recipe recipe,
        Diagnosis untreated,
        IReadOnlyList<ProposedExperiment> changes,
        Experiment best,
        IReadOnlyList<Experiment> made,
        CaseHistory? clean
    )
    {
        (_case, _sick, _untreated, _changes, _best, _made, _clean) = (checkup, recipe, untreated, [.. changes], best, made, clean);
        (_began, _recipe) = (best.Proposed.Recipe, best.Proposed.Recipe);
    }

    /// <summary>Whether the trained weights can be gone on with: they fit, they are finite, they know something, nothing begins elsewhere, and no layer is
    /// mostly dead.</summary>
    public bool CanGoOn => _changes.All(c => c.KeepsWeights) && _added.All(a => a.KeepsWeights) && _untreated.Run.Divergence is null
        && _untreated.Run.Skill >= _case.Thresholds.Training.HalfSkill && Judgement.IsMostlyAlive;

    /// <summary>Whether a treated network was trained.</summary>
    public bool IsDone => _treated is not null;

    /// <summary>Whether that network does less than what is known to be possible, without having been ended early.</summary>
    public bool FellShort => _treated is not null && _check?.Epochs is null && !Judgement.Reaches(_treated);

    /// <summary>Whether the cure is to be checked on samples that it has not seen: the recipe keeps none aside, and there are enough for that.</summary>
    public bool NeedsCheck => SetAsideCheck.Suits(_sick, _untreated) && (_treated is null || Judgement.Judge(Diagnosed, _twin) != Verdict.NotCured);

    /// <summary>Whether a check showed that the treatment is none.</summary>
    public bool IsRefused => _check is { Holds: false };

    private Diagnosis Diagnosed => Diagnosis.Of(_treated!, _case.Thresholds);

    private TreatmentJudgement Judgement => new(
        _untreated,
        _clean?.Score ?? _made.Where(e => e.After.IsSound).Select(e => e.After.Run.Score).Append(_best.After.Run.Score).Max(),
        _clean is not null);

    /// <summary>Whether what removed the cause leaves the network with less than half of what there is to learn, or with something else that is
    /// critical.</summary>
    public bool IsWanting => _best.After.Structural.Any() || _best.Skill < _case.Thresholds.Training.HalfSkill;

    /// <summary>Tests what else may be wrong on top of what was found, for as long as something helps.</summary>
    public void GoFurther(StageCost cost)
    {
        while (IsWanting && _changes.Count < JointExperiment.MostChanges)
        {
            var (before, length) = (_best, ExperimentLength.Of(_best.After.Run.Steps));
            var round = new ExperimentRound(_case, before.Proposed.Recipe, before.After, length, [.. _made, .. _further]);
            round.MakeLikely(cost);
            Experiment Both(Experiment e) =>
                e with { Proposed = e.Proposed with { Change = $"{before.Proposed.Change}, and {e.Proposed.Change}" }, Before = before.Before };
            _further.AddRange(round.Made.Select(Both));
            if (round.Made.Where(e => IsCleared(e.After, before)).MaxBy(e => e.Skill) is not { } next)
            {
                return;
            }

            _changes.Add(next.Proposed);
            _causes.Add(Both(next));
            (_best, _began) = (Both(next), next.Proposed.Recipe);
        }
    }

    /// <summary>
    /// What removed the cause need not be all that the network needs: the plain optimizer, or the rate, of the sick one seldom
    /// suits the treated one. What helps stays.
    /// </summary>
    public void Tune(StageCost cost)
    {
        foreach (var cure in CureCatalogue.All.OrderBy(c => c.Turn))
        {
            foreach (var variant in cure.Vary(new CureContext(_best.Proposed.Recipe, _began, _best.Proposed.Cause, _best.After.Run, _case.Thresholds)))
            {
                if (!Helps(variant, cost))
                {
                    break;
                }
            }
        }

        _recipe = _best.Proposed.Recipe;
    }

    /// <summary>Revives what is dead and goes on from the trained state; nothing is done if that does not reach enough.</summary>
    public void GoOn()
    {
        // Half a training each: the untreated twin goes on for as long, since more updates alone may be what helps.
        var (treated, sick) = (Half(_recipe), Half(_sick));
        Func<TrainingState> revived = () => Revival.Of(_recipe, _case.EndOf(_sick), _case.Thresholds, out _);
        Func<TrainingState> ended = () => _case.EndOf(_sick) with { Step = 0, EpochLoss = 0, EpochSamples = 0, History = [] };
        (string, Func<TrainingState>) begin = ("revived", revived);
        var run = _case.Run(treated, long.MaxValue, "treatment: going on from the trained state", begin) with { Earlier = _untreated.Run.Steps };
        var reached = Diagnosis.Of(run, _case.Thresholds);
        var isBehind = _best.Skill > run.Skill + _case.Thresholds.Treatments.MayLoseHarmless;
        if (reached.IsCritical || isBehind || !Judgement.Reaches(run) || (_untreated.IsHarmless && !(reached.IsSound && Judgement.Keeps(run))))
        {
            return;
        }

        var twin = _case.Run(sick, long.MaxValue, "the untreated twin goes on for as long", ("ended", ended)) with { Earlier = _untreated.Run.Steps };
        var went = Diagnosis.Of(twin, _case.Thresholds);
        if (Judgement.Judge(reached, went) != Verdict.Cured)
        {
            return;
        }

        (_treated, _twin, _network) = (run, went, _case.NetworkOf(treated, begin));
        _last.AddRange(_untreated.Run.Hidden(_untreated.Run.End).Where(l => l.Dead > 0)
            .Select(l => new TreatmentStep($"revive {Wording.Count(l.Dead!.Value, l.Kind == LayerKind.Dense ? "unit" : "channel")} of {l.Name}")));
        _last.Add(new TreatmentStep("go on from the trained state"));
    }

    /// <summary>Trains from the beginning: for as long as the sick recipe, or, where what was changed made an epoch dearer, as the budget allows.</summary>
    public void TrainAfresh()
    {
        _last.Add(new TreatmentStep("restart from step 0"));
        if (_case.CostOf(_recipe, long.MaxValue) > _case.Left + StageCost.Rounding)
        {
            // No less than the experiment that showed what it is good for.
            var allowed = Math.Max(_case.StepsFor(_recipe, _case.Left), _best.After.Run.Steps) * _recipe.Epochs / (double)_case.FullStepsOf(_recipe);
            var epochs = Math.Clamp((int)allowed, 1, _recipe.Epochs);
            if (epochs < _recipe.Epochs)
            {
                _recipe = _recipe with { Epochs = epochs };
                _last.Add(new TreatmentStep($"train for {Wording.Count(epochs, "epoch")}, which is what the budget allows"));
            }
        }

        _treated = _case.Run(_recipe, long.MaxValue, "treatment: training the treated recipe");
    }

    /// <summary>The whole run fell short of what it should reach: steps that become smaller towards its end let it settle.</summary>
    public void Calm()
    {
        var calm = Calmer(_recipe, _case.Thresholds.Treatments);
        if (_case.CostOf(calm, long.MaxValue) > _case.Left)
        {
            // What was inserted may have made the treated network dearer than the sick one.
            return;
        }

        var calmer = Diagnosis.Of(_case.Run(calm, long.MaxValue, "treatment: again, with a rate that falls"), _case.Thresholds);
        if (!calmer.IsCritical && calmer.Run.Skill > _treated!.Skill)
        {
            (_recipe, _treated) = (calm, calmer.Run);
            _last.Insert(_last.Count - 1, new TreatmentStep("let the rate fall towards the end"));
        }
    }

    /// <summary>
    /// Sees what the treated recipe knows of samples that it did not learn from, before the network itself is trained: what would lower the score on them is
    /// not done, and a training that goes on into learning by heart is ended before.
    /// </summary>
    /// <param name="reserved">What may be spent on it at least.</param>
    public void Check(double reserved)
    {
        var least = Math.Min(_best.After.Run.Steps, _case.FullStepsOf(_recipe));
        _check = SetAsideCheck.Make(_case, _sick, _recipe, _began, _untreated, least, reserved, isTrained: IsDone);
        _customary = _check?.Customary;
        if (_check is { Holds: true })
        {
            if (_check.IsUntuned)
            {
                _added.Clear();
                _longer = null;
            }

            (_best, _recipe) = (_best with { Proposed = _best.Proposed with { Recipe = _check.Recipe } }, _check.Recipe);
        }

        if (_check is { Holds: true, Epochs: { } epochs })
        {
            (_recipe, _treated, _twin, _network) = (_recipe with { Epochs = epochs }, null, null, null);
            _last.Clear();
            _last.Add(new TreatmentStep($"end after {Wording.Count(epochs, "epoch")}, before it learns by heart"));
        }
    }

    /// <summary>Compares with the untreated twin.</summary>
    public CheckupResult Conclude(CheckupResult result)
    {
        CauseResult[] more = [.. _causes.Where(e => result.Causes.All(c => c.Cause != e.Proposed.Cause.Id)).DistinctBy(e => e.Proposed.Cause.Id)
            .Select((e, i) => new CauseResult(e.Proposed.Cause.Id, result.Causes.Count + i + 1, e.Tell(true, _untreated)))];
        result = result with
        {
            Causes = [.. result.Causes, .. more],
            Experiments = [.. result.Experiments, .. _further.Select(e => e.Tell(_causes.Contains(e), _untreated))],
            Check = _check?.Told,
            Customary = _customary,
        };
        if (_treated is null)
        {
            return LearnedByHeart(result);
        }

        var treated = Diagnosed;
        var verdict = Judgement.Judge(treated, _twin, _check);
        var helped = verdict != Verdict.NotCured;
        if (_check is { Holds: false } || (!helped && !_untreated.IsHarmless && !treated.KnowsSomething))
        {
            return LearnedByHeart(result);
        }

        var isBelow = treated.Run.Validation is not null && TreatmentJudgement.IsBelow(treated.Run, (_twin ?? _untreated).Run);
        if (isBelow || (!helped && (_untreated.IsHarmless || treated.Run.Score < _untreated.Run.Score)))
        {
            // What does harm is not a treatment, and idle units of a network that does well need none.
            return Untreated(result);
        }

        if (!helped && treated.IsCritical)
        {
            // What a short experiment showed did not last: it was no proof of the cause.
            return result with { Causes = Proven(result), Verdict = verdict };
        }

        if (!helped && !_untreated.IsCritical)
        {
            return Untreated(result);
        }

        return result with
        {
            Treatment = [.. Changes().Select(c => new TreatmentStep(c)), .. Lengthened, .. _last],
            Treated = RunSummary.Of(treated.Run),
            WentOn = _twin is null ? null : RunSummary.Of(_twin.Run),
            Verdict = verdict,
            Difference = helped ? [.. _sick.Difference(_recipe).Select(d => d.ToString())] : [],
            Network = helped ? _network ?? _case.NetworkOf(_recipe) : result.Network,
            TreatedRecipe = helped ? _recipe.ToJson() : null,
        };
    }

    // What was learned by heart is no cure, and what changed it no cause.
    private CheckupResult LearnedByHeart(CheckupResult result) => Untreated(result) with
    {
        Causes = _untreated.CallsForTreatment ? Proven(result) : [],
        Experiments = [.. result.Experiments.Select(e => e with { Restores = false })],
    };

    // Where nothing was certain to be wrong, what a treatment could not better is no illness.
    private CheckupResult Untreated(CheckupResult result) => _untreated.CallsForTreatment ? result with { Verdict = Verdict.NotCured } : result with
    {
        Verdict = _untreated.IsHarmless || _untreated.DoesWell ? Verdict.Healthy : Verdict.NoIllnessFound,
        Causes = [],
    };

    // What needs no experiment stays, whatever the treatment came to.
    private CauseResult[] Proven(CheckupResult result) =>
        result.Causes.Where(c => _changes.Any(p => p.IsProven && p.Cause.Id == c.Cause)).ToArray() is { Length: > 0 } proven ? proven : [CauseResult.Unknown];

    /// <summary>The recipe with steps that become smaller towards its end, or with smaller ones where they do already.</summary>
    internal static Recipe Calmer(Recipe recipe, TreatmentThresholds limits) => recipe.Schedule is ConstantSchedule
        ? recipe with { Schedule = new CosineSchedule() }
        : recipe.WithRate(RecipeEdit.Round(recipe.Optimizer.LearningRate * limits.CalmerRate));

    // Clearly more was learned than by what it was added to, after as many updates, and nothing critical came with it.
    private bool IsCleared(Diagnosis with, Experiment without) => with.IsStable && with.KnowsSomething
        && with.Run.Steps <= without.After.Run.Steps && with.Run.Skill >= without.Skill + _case.Thresholds.Experiments.Gained;

    private static Recipe Half(Recipe recipe) => recipe with { Epochs = (recipe.Epochs + 1) / 2 };

    private bool Helps(CureVariant variant, StageCost cost)
    {
        var steps = _best.After.Run.Steps;
        if (
            Judgement.IsStrong(_best)
            || !cost.Allows(Judgement.IsWeak(_best) ? _case.Unspent : _case.Left, _case.CostOf(variant.Recipe, steps))
            || _made.Concat(_further).Any(e => e.Proposed.Recipe == variant.Recipe)
        )
        {
            return false;
        }

        var run = Diagnosis.Of(_case.Run(variant.Recipe, steps, $"treatment: trying to {variant.Do}"), _case.Thresholds);
        var helps = Judgement.Helps(run, _best);
        if (helps)
        {
            if (variant.Recipe != _best.Proposed.Recipe with { Optimizer = variant.Recipe.Optimizer })
            {
                _added.Add(variant);
            }

            _best = _best with { Proposed = _best.Proposed with { Recipe = variant.Recipe }, After = run };
        }

        return helps;
    }

    // What is done to the recipe: the changes that were tried, with the optimizer and the rate that were found to be best.
    private IEnumerable<string> Changes()
    {
        var ended = _best.Proposed.Recipe.Optimizer;
        var follow = ended.GetType() != _sick.Optimizer.GetType() ? $"use adam with lr {RecipeEdit.Text(ended.LearningRate)}"
            : ended.LearningRate != _began.Optimizer.LearningRate ? $"set lr to {RecipeEdit.Text(ended.LearningRate)}" : null;
        return _changes.Where(c => follow is null || c.Cause is not (LearningRateTooHigh or LearningRateTooLow)).Select(c => c.Do)
            .Concat(_added.Select(a => a.Do)).Concat(follow is null ? [] : [follow]);
    }
}
