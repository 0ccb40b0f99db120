using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Runs;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>Experiments on one recipe: which to make, and how long.</summary>
internal sealed class ExperimentRound
{
    // Rates are looked for by powers of ten: two further ones, where several things are changed at once.
    private const int MostDoses = 3;

    private readonly CheckupCase _case;
    private readonly Recipe _recipe;
    private readonly Diagnosis _sick;
    private readonly ExperimentLength _length;
    private readonly HashSet<string> _known;
    private readonly List<Experiment> _made = [];
    private readonly List<ProposedExperiment> _left = [];
    private long _steps;

    /// <param name="checkup">Where experiments are made.</param>
    /// <param name="recipe">What they change.</param>
    /// <param name="sick">What that recipe led to.</param>
    /// <param name="length">How long they are.</param>
    /// <param name="earlier">Experiments of another round, which need not be made again.</param>
    public ExperimentRound(CheckupCase checkup, Recipe recipe, Diagnosis sick, ExperimentLength length, IEnumerable<Experiment>? earlier = null)
    {
        (_case, _recipe, _sick, _length) = (checkup, recipe, sick, length);
        // What changes nothing is no experiment.
        _known = [recipe.ToJson(), .. (earlier ?? []).Select(e => e.Proposed.Recipe.ToJson())];
        Reading = new(sick, _made);
    }

    /// <summary>What was tried, in order.</summary>
    public IReadOnlyList<Experiment> Made => _made;

    /// <summary>What the budget did not allow for, the likeliest first.</summary>
    public IReadOnlyList<ProposedExperiment> Left => _left;

    /// <summary>What the experiments say.</summary>
    public ExperimentReading Reading { get; }

    /// <summary>
    /// Makes only the likely experiments, where it is not even certain that anything is wrong. For a network that does well with
    /// idle units, neither its rate nor its architecture is in question.
    /// </summary>
    /// <param name="cost">What may be spent.</param>
    public void MakeLikely(StageCost cost) =>
        MakeWithSigns(
            Proposed().Where(p => Reading.IsLikely(p) && (!_sick.IsHarmless || p.Cause.Kind < CauseKind.Steps)).ToArray(), cost, cost.Share(_case.Left));

    /// <summary>Makes those for which nothing was left, with as much again.</summary>
    /// <param name="cost">What may be spent.</param>
    public void MakeLeft(StageCost cost)
    {
        ProposedExperiment[] dear = [.. _left];
        _left.Clear();
        Make(dear, cost, cost.Share(_case.Left));
    }

    /// <summary>Makes the likely experiments, and the unlikely ones if none of them restored health.</summary>
    /// <param name="cost">What may be spent.</param>
    public void Make(StageCost cost)
    {
        var (proposed, share) = (Proposed(), cost.Share(_case.Left));
        if (proposed.Where(p => p.IsProven).ToArray() is { Length: > 0 } proven)
        {
            // As long as it is there, nothing else can show what it does.
            Make(proven, cost, share / _length.LeastStepsOf);
            return;
        }

        var likely = proposed.Where(Reading.IsLikely).ToArray();
        MakeWithSigns(likely, cost, share * (likely.Length == 0 ? 1 : _length.LikelyShare));
        if (Reading.Restoring.Count == 0)
        {
            // The likely ones that were too dear come before the unlikely.
            ProposedExperiment[] dear = [.. _left];
            _left.Clear();

            // What showed a part of the illness, with another optimizer, comes before what nothing speaks for.
            var part = _recipe.Optimizer is Sgd ? (Reading.Partial is [var some, ..] ? some : Reading.Evident) : null;
            var reserve = part is null ? 0 : _case.CostOf(part.Proposed.Recipe, part.After.Run.Steps);
            // Another architecture may hide what is evident: it is tried on top of that.
            var unlikely = proposed.Except(likely).Where(p => Reading.Evident is null || p.Standing < CauseKind.Architecture);
            Make(
                [.. dear, .. unlikely], cost with { EachLeaves = cost.EachLeaves + reserve },
                share * (likely.Length == 0 ? 1 : 1 - _length.LikelyShare));
        }
    }

    // Where the signs of several causes are there and no change does well alone, they are made at once: faults hide each other.
    private void MakeWithSigns(ProposedExperiment[] likely, StageCost cost, double share)
    {
        Make(likely, cost, share);
        if (_sick.IsHarmless || Reading.IsPlain)
        {
            return;
        }

        Experiment[] parts = [.. _made];
        for (var doses = 1; doses <= MostDoses; doses++)
        {
            if (JointExperiment.Of(_recipe, _sick, parts, doses) is { } joint && Add(joint, cost) is { } all && Reading.Heals(all))
            {
                LeaveOut(joint, all, cost);
                return;
            }
        }

        if (Reading.Evident is { } part)
        {
            MakeBehind(part, cost);
        }
    }

    // Behind what is evident other signs may come to light: decay, where gradients of unscaled targets drowned it.
    private void MakeBehind(Experiment part, StageCost cost)
    {
        foreach (var joint in JointExperiment.Behind(part))
        {
            if (Add(joint, cost) is { } made && Reading.Heals(made))
            {
                return;
            }
        }
    }

    // Of more than two changes, those that it does as well without.
    private void LeaveOut(ProposedExperiment joint, Experiment all, StageCost cost)
    {
        foreach (var fewer in JointExperiment.WithoutOne(joint, _recipe, _sick))
        {
            if (Add(fewer, cost) is { } made && Reading.Heals(made) && Reading.IsAsGood(made, all))
            {
                return;
            }
        }
    }

    // As long as its parts.
    private Experiment? Add(ProposedExperiment joint, StageCost cost)
    {
        var steps = joint.Parts.Any(p => p.IsWhole) ? _case.FullStepsOf(joint.Recipe) : _steps;
        var isKnown = _made.Any(e => e.Proposed.Recipe == joint.Recipe) || _known.Contains(joint.Recipe.ToJson());
        if (isKnown || !cost.Allows(_case.Unspent, _case.CostOf(joint.Recipe, steps)))
        {
            return null;
        }

        var run = _case.Run(joint.Recipe, steps, $"experiment: {joint.Change}");
        _made.Add(new Experiment(joint, Diagnosis.Of(run, _case.Thresholds), BeforeAt(steps)));
        return _made[^1];
    }

    private ProposedExperiment[] Proposed()
    {
        var context = new CauseContext(_recipe, _sick.Run, _case.Thresholds);
        List<ProposedExperiment> ordered =
        [
            .. CauseCatalogue.All.SelectMany(c => c.Propose(context)).OrderByDescending(p => p.IsProven).ThenByDescending(p => p.Evidence)
                .ThenBy(p => p.Standing)
                .ThenByDescending(p => p.Also.Count)
                .DistinctBy(p => p.Recipe.ToJson()).Where(p => !_known.Contains(p.Recipe.ToJson())),
        ];
        if (ordered.FindIndex(p => p.IsUrgent) is > 1 and var urgent)
        {
            ordered.Insert(1, ordered[urgent]);
            ordered.RemoveAt(urgent + 1);
        }

        return [.. ordered];
    }

    private void Make(ProposedExperiment[] experiments, StageCost allowed, double share)
    {
        var full = _sick.Run.FullSteps;
        var steps = Fitting(experiments, _length.Steps(full, share, experiments.Length, Reading.Onset), share);
        _steps = Math.Max(steps, _steps);
        var spent = 0.0;
        foreach (var experiment in experiments.Where(e => e.IsUrgent || !Reading.IsExplainedWithout(e)))
        {
            // As much of the training, however many steps that is: smaller batches make more of them.
            var whole = _case.FullStepsOf(experiment.Recipe);
            var own = experiment.IsWhole ? whole : whole == full ? steps : Math.Max(1, (long)Math.Round(steps * (double)whole / full));
            var cost = _case.CostOf(experiment.Recipe, own);

            // What was trained to its end need not be trained again to treat.
            var each = own < whole ? allowed : allowed with { EachLeaves = Math.Max(0, allowed.EachLeaves - cost) };
            if (!StageCost.Fits(share, spent, cost) || !each.Allows(_case.Unspent, cost))
            {
                // Another one may cost less.
                _left.Add(experiment);
                continue;
            }

            var run = _case.Run(experiment.Recipe, own, $"experiment: {experiment.Change}");
            spent += run.Cost;
            _made.Add(new Experiment(experiment, Diagnosis.Of(run, _case.Thresholds), BeforeAt(experiment.IsWhole ? full : steps)));
        }
    }

    // A little less of each, if all can be made then.
    private long Fitting(ProposedExperiment[] experiments, long steps, double share)
    {
        var least = Math.Max(_length.Steps(_sick.Run.FullSteps, 0, 1, Reading.Onset), (long)Math.Ceiling(_length.Shortened * steps));
        double Cost(long each) => experiments.Where(e => !e.IsWhole).Sum(e => _case.CostOf(e.Recipe, each));
        var whole = Cost(steps);
        if (whole <= share || least >= steps || Cost(least) > share)
        {
            return steps;
        }

        // Costs grow evenly with steps, from what a run costs that makes none.
        var none = Cost(0);
        return Math.Clamp((long)(steps * (share - none) / (whole - none)), least, steps);
    }

    private Vitals BeforeAt(long steps)
    {
        var run = _sick.Run;
        if (run.Divergence is { } divergence && divergence.Step <= steps)
        {
            return run.Vitals;
        }

        var point = run.Curve.LastOrDefault(c => c.Step <= steps);
        return new(point.Dead, point.Loss, run.IsByClass ? run.Score : point.Score, false);
    }
}
