using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Checkups.Treatments;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Protocol;

/// <summary>The checkup of one recipe with one seed: how far it is, and what each stage of the <see cref="CheckupProtocol"/> does.</summary>
internal sealed class SeedCheckup
{
    private readonly Recipe _recipe;
    private readonly Recipe? _clean;
    private readonly CheckupCase _case;
    private readonly List<Experiment> _tried = [];
    private readonly List<ProposedExperiment> _untried = [];
    private Diagnosis _untreated = null!;
    private CaseHistory? _cleanRun;
    private ExperimentRound? _round;
    private Experiment? _part;
    private List<Experiment> _parts = [];
    private Experiment? _chosen;
    private IReadOnlyList<Experiment> _causes = [];
    private SmallBatch? _small;

    public SeedCheckup(Recipe recipe, Recipe? clean, CheckupCase checkup) => (_recipe, _clean, _case) = (recipe, clean, checkup);

    /// <summary>Whether there is a recipe to compare with.</summary>
    public bool HasClean => _clean is not null;

    /// <summary>Whether something is certain to be wrong, and nothing was tried yet.</summary>
    public bool IsSick => _round is null && CallsForTreatment && !_untreated.Run.HasNothingToLearn;

    /// <summary>Whether nothing is certain to be wrong, but the network learned little, or has many idle units.</summary>
    public bool IsDoubtful => !CallsForTreatment && !_untreated.Run.HasNothingToLearn
        && (_untreated.IsHarmless || _untreated.HasFlaw || _untreated.Run.Skill < _case.Thresholds.Training.GoodSkill);

    /// <summary>Whether experiments were made to treat what they say.</summary>
    public bool IsTreated { get; private set; }

    /// <summary>Whether no experiment restored health, but one removed a part of the illness, or is so evident that it takes another change to show.</summary>
    public bool IsHalfDone => IsTreated && _chosen is null && _part is not null;

    /// <summary>Whether there is something to treat with.</summary>
    public bool HasTreatment => Treatment is not null;

    /// <summary>The treatment; null before causes are named, and without one.</summary>
    public Treatment? Treatment { get; private set; }

    private bool CallsForTreatment => _untreated.IsCritical || (_untreated.IsAiling && !_untreated.IsHarmless);

    /// <summary>Goes through the stages.</summary>
    public CheckupResult Run()
    {
        foreach (var stage in CheckupProtocol.Stages)
        {
            if (stage.Cost.Allows(_case.Unspent) && stage.Begins(this))
            {
                stage.Do(this, stage.Cost);
            }
        }

        return Conclude();
    }

    /// <summary>The first stage.</summary>
    public void TrainAsItIs()
    {
        _untreated = Diagnosis.Of(_case.Run(_recipe, long.MaxValue, "training as the recipe says"), _case.Thresholds);
        if (!CallsForTreatment && _untreated.NeglectsAClass)
        {
            // Accuracy would hide what is gained, and count what it costs.
            _case.JudgesByClass = true;
            _untreated = Diagnosis.Of(_untreated.Run.ByClass(), _case.Thresholds);
        }

        _case.HoldBack(SetAsideCheck.CostOf(_case, _recipe, _untreated, CheckupProtocol.Reserve));
    }

    /// <summary>Finds out what is possible.</summary>
    public void TrainClean()
    {
        _cleanRun = _case.Aside(_clean!);
        _untreated = _cleanRun.Divergence is null ? _untreated.With(_cleanRun.Score) : _untreated;
    }

    /// <summary>If something speaks for a cause, it is tried.</summary>
    public void TrySuspicions(StageCost cost)
    {
        _round = new ExperimentRound(_case, _recipe, _untreated, CheckupProtocol.Length);
        _round.MakeLikely(cost);
        if (_round.Reading.Restoring.Count == 0 && _untreated.Run.Skill < _case.Thresholds.Training.HalfSkill && cost.Allows(_case.Unspent))
        {
            // Whose half is not learned has more reason to be doubted.
            _round.MakeLeft(cost);
        }

        _untried.AddRange(_round.Left);
        if (_round.Reading.Restoring.Count > 0)
        {
            _untreated = _untreated.With(_round.Reading.Restoring.Max(e => e.After.Run.Score));
            Read(_round);
        }
        else if (_round.Reading.Proven is not null)
        {
            Read(_round);
        }
    }

    // All that differs from the sick run is what such an experiment is called by.
    private static Experiment On(Experiment part, Experiment e) =>
        e with { Proposed = e.Proposed with { Change = $"{part.Proposed.Change}, and {e.Proposed.Change}" }, Before = part.Before };

    /// <summary>Finds out why by changing one thing at a time.</summary>
    public void Experiment(StageCost cost)
    {
        _round = new ExperimentRound(_case, _recipe, _untreated, CheckupProtocol.Length);
        _round.Make(cost);
        _untried.AddRange(_round.Left);
        Read(_round);
    }

    /// <summary>
    /// What an experiment changed, with another optimizer: no cause of its own, only how fast it shows what it does. It costs as
    /// much as the experiment.
    /// </summary>
    public void WithAnotherOptimizer(StageCost cost)
    {
        var (part, recipe, steps) = (_part!, _part!.Proposed.Recipe, _part.After.Run.Steps);
        if (recipe.Optimizer is not Sgd || !cost.Allows(_case.Unspent, _case.CostOf(recipe, steps)))
        {
            return;
        }

        var adam = UseAdam.Treat(recipe, _case.Thresholds.Treatments);
        var experiment = part with
        {
            Proposed = part.Proposed with
            {
                Change = $"{part.Proposed.Change}, and adam with lr {RecipeEdit.Text(adam.Optimizer.LearningRate)}",
                Recipe = adam,
            },
            After = Diagnosis.Of(_case.Run(adam, steps, "experiment: with adam"), _case.Thresholds),
        };
        _tried.Add(experiment);
        _chosen = _round!.Reading.WasMissing(experiment, part) ? experiment : null;
    }

    /// <summary>A change on top of another one; and where that removed a further part of the illness, a third on top of both.</summary>
    public void ChangeSomethingElse(StageCost cost)
    {
        _parts = [_part!];
        while (_chosen is null && _parts.Count < JointExperiment.MostChanges)
        {
            var part = _parts[^1];
            var next = new ExperimentRound(_case, part.Proposed.Recipe, part.After, CheckupProtocol.Length, _tried);
            next.Make(cost);
            _untried.AddRange(next.Left);
            _tried.AddRange(next.Made.Select(e => On(part, e)));
            _chosen = next.Reading.Restoring is [var best, ..] ? _tried.First(e => e.After == best.After) : null;
            if ((next.Reading.Partial is [var some, ..] ? some : next.Reading.Evident) is not { } further)
            {
                return;
            }

            if (_chosen is null)
            {
                _parts.Add(_tried.First(e => e.After == further.After));
            }
        }
    }

    /// <summary>Checks the treatment, with what was held back for that.</summary>
    public void CheckTreatment()
    {
        _case.HoldBack(0);
        Treatment!.Check(CheckupProtocol.Reserve);
    }

    /// <summary>Says what the experiments showed, and prepares the treatment if they showed something.</summary>
    public void NameCauses()
    {
        var reading = _round!.Reading;
        var (restoring, isPartial) = reading.Proven is null ? (reading.Restoring, reading.Partial.Count > 0) : ([], true);
        _causes = restoring.Count > 0 ? [.. restoring.SelectMany(Each).DistinctBy(e => e.Proposed.Cause.Id)]
            : _parts.Count > 1 && _chosen is not null ? [.. SurestFirst(_parts.Append(_chosen)).SelectMany(Each).DistinctBy(e => e.Proposed.Cause.Id)]
            : (_part, _chosen) switch
            {
                (null, _) => [],
                ({ } part, null) => isPartial ? [part] : [],
                ({ } part, { } other) when other.Proposed.Cause == part.Proposed.Cause => [other],
                ({ } part, { } other) when isPartial => [.. SurestFirst([part, other])],

                // What made something better alone comes before what is evident and did not.
                ({ } part, { } other) when !IsBetter(part) && _round!.Made.Any(e => e.Proposed.Cause == other.Proposed.Cause && IsBetter(e)) =>
                    [other, other with { Proposed = other.Proposed with { Cause = part.Proposed.Cause, Do = part.Proposed.Do } }],

                // Neither the evident change nor the other one does anything alone.
                ({ } part, { } other) => [other with { Proposed = other.Proposed with { Cause = part.Proposed.Cause, Do = part.Proposed.Do } }, other],
            };
        if ((_chosen ?? (_causes is [var first, ..] ? first : null)) is { } basis)
        {
            var isAlone = _chosen is not null && restoring.Contains(_chosen);
            Treatment = new Treatment(
                _case,
                _recipe,
                _untreated,
                [.. _causes.Where(e => e == basis || !isAlone).SelectMany(e => e.Proposed.Parts is { Count: > 0 } parts ? parts : [e.Proposed])],
                basis,
                _tried,
                _cleanRun
            );
        }
    }

    // All of them were needed: what has its signs comes before what was found by trying.
    private IEnumerable<Experiment> SurestFirst(IEnumerable<Experiment> needed) =>
        needed.OrderBy(e => e.Proposed.Evidence >= _case.Thresholds.Evidence.Certain ? 0 : 1);

    private bool IsBetter(Experiment e) => e.Improvement(_untreated) != Better.Nothing;

    /// <summary>Whether experiments were made, and none of them showed anything.</summary>
    public bool IsUnexplained => IsTreated && _causes.Count == 0 && Treatment is null;

    /// <summary>Sees whether the network can learn at all.</summary>
    public void LearnOneSmallBatch(StageCost cost) => _small = SmallBatchTest.Make(_case, _recipe, cost.Share(_case.Left));

    // What removes several causes at once shows each of them.
    private static IEnumerable<Experiment> Each(Experiment e) => [e, .. e.Proposed.Also.Select(c => e with { Proposed = e.Proposed with { Cause = c } })];

    private void Read(ExperimentRound round)
    {
        IsTreated = true;
        _tried.AddRange(round.Made);
        var reading = round.Reading;
        _chosen = reading.Proven is null && reading.Restoring.Count > 0 ? reading.Restoring[0] : null;
        _part = _chosen is not null ? null : reading.Proven ?? (reading.Partial is [var some, ..] ? some : reading.Evident);
    }

    private CheckupResult Conclude()
    {
        var restored = _tried.Where(e => _round!.Reading.Restoring.Contains(e) || _causes.Contains(e)).ToHashSet();
        var result = new CheckupResult
        {
            Recipe = _recipe.Source,
            ScoreIsAccuracy = _untreated.Run.Targets is null,
            ScoreIsBalanced = _untreated.Run.IsByClass,
            SmallBatch = _small,
            JudgedBy = _untreated.Run.Validation is null ? JudgedBy.Training : JudgedBy.Validation,
            Untreated = RunSummary.Of(_untreated.Run),
            Findings = _untreated.Findings,
            Causes = !IsTreated ? _untreated.Run.HasNothingToLearn ? [CauseResult.Unknown] : []
                : _causes.Count == 0 ? [CauseResult.Unknown]
                : [.. _causes.Select((e, i) => new CauseResult(e.Proposed.Cause.Id, i + 1, e.Tell(true, _untreated)))],
            Experiments = [.. (IsTreated ? _tried : _round?.Made ?? []).Select(e => e.Tell(IsTreated && restored.Contains(e), _untreated))],
            Untried = _chosen is null ? [.. _untried.Select(p => p.Change).Distinct()] : [],
            Treatment = [],
            Difference = [],
            Clean = _cleanRun is null ? null : RunSummary.Of(_cleanRun),
            Verdict = IsTreated || _untreated.IsCritical ? Verdict.NotCured : _untreated.DoesWell ? Verdict.Healthy : Verdict.NoIllnessFound,
            Story = "",
            Cost = _case.Spent,
            Thresholds = _case.Thresholds,
            Network = _case.NetworkOf(_recipe),
        };
        result = Treatment?.Conclude(result) ?? result;
        return result with
        {
            Story = string.Join(" ", CheckupWording.Story(result).Select(s => s.Answer)),
            Seeds =
            [
                new SeedResult(
                    _recipe.Seed, result.Verdict, result.Causes.Count > 0 ? result.Causes[0].Cause : null,
                    [.. _untreated.Findings.Where(f => f.Severity == Severity.Critical).Select(f => f.Id).Distinct()],
                    _untreated.Run.Score, result.Treated?.Score, _cleanRun?.Score, _case.Spent),
            ],
        };
    }
}
