using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.State;

/// <summary>What one seed's checkup has at hand: runs that are counted, and what they have cost.</summary>
internal sealed class CheckupCase(RunLog log, CheckupOptions options, Action<string, double, double> report, CancellationToken cancellation)
{
    /// <summary>What counts as much and as little.</summary>
    public Thresholds Thresholds => options.Thresholds;

    // Seeds that follow each other are those of other checkups.
    private const ulong BetweenDraws = 1_000_003;

    /// <summary>What was spent, in multiples of the full untreated training.</summary>
    public double Spent { get; private set; }

    /// <summary>What was not spent yet.</summary>
    public double Unspent => Budget - Spent;

    /// <summary>What may be spent in all. How long the training takes is known behind the first run.</summary>
    private double Budget => options.Budget ?? (_fullWork > 0
        ? Math.Max(CheckupOptions.CustomaryBudget, CheckupOptions.CustomarySeconds * RunWork.Second / _fullWork) : CheckupOptions.CustomaryBudget);

    /// <summary>What may still be spent without touching what is held back.</summary>
    public double Left => Unspent - _held;

    /// <summary>Keeps so much of the budget for what is to come.</summary>
    public void HoldBack(double cost) => _held = cost;

    /// <summary>The updates of the full untreated training; set by the first run.</summary>
    public long FullSteps { get; private set; }

    /// <summary>How much the full untreated training has to calculate; see <see cref="RunWork"/>.</summary>
    private double _fullWork;

    private double _held;

    // What was run for this seed is there, and costs nothing the second time.
    private readonly HashSet<(string Recipe, long Steps, string? Begin)> _paid = [];

    /// <summary>Whether scores are balanced accuracy: one class is neglected, and nothing else is wrong.</summary>
    public bool JudgesByClass { get; set; }

    /// <summary>Runs a recipe, and counts what it costs.</summary>
    public CaseHistory Run(Recipe recipe, long steps, string activity, (string Name, Func<TrainingState> State)? begin = null)
    {
        var run = Made(recipe, steps, activity, begin);
        return JudgesByClass ? run.ByClass() : run;
    }

    private CaseHistory Made(Recipe recipe, long steps, string activity, (string Name, Func<TrainingState> State)? begin)
    {
        cancellation.ThrowIfCancellationRequested();
        steps = steps >= log.WorkOf(recipe).FullSteps(recipe) ? long.MaxValue : steps;
        if (!_paid.Contains((recipe.ToJson(), steps, begin?.Name)))
        {
            report(activity, Spent, Budget);
        }

        var run = log.Run(recipe, steps, begin, cancellation);

        // A run that was stopped early counts as it was configured if it is the untreated one, which all others are measured by.
        var isFirst = FullSteps == 0;
        (FullSteps, _fullWork) = isFirst ? (run.FullSteps, run.FullWork) : (FullSteps, _fullWork);
        run = run with { Cost = !_paid.Add((recipe.ToJson(), steps, begin?.Name)) ? 0 : isFirst ? 1 : run.Work / _fullWork };
        Spent += run.Cost;
        return run;
    }

    /// <summary>Runs a recipe that keeps samples aside several times, other ones each time, and counts what that costs.</summary>
    public CaseHistory RunDraws(Recipe recipe, long steps, int draws, string activity)
    {
        CaseHistory Draw(int i) => Made(
            i == 0 ? recipe : recipe with { SplitSeed = recipe.Seed + ((ulong)i * BetweenDraws) }, steps,
            draws == 1 ? activity : $"{activity}, draw {i + 1} of {draws}", null);
        var pooled = PooledRuns.Of([.. Enumerable.Range(0, draws).Select(Draw)], Thresholds);
        return JudgesByClass ? pooled.ByClass() : pooled;
    }

    /// <summary>What a run would cost, in multiples of the full untreated training.</summary>
    public double CostOf(Recipe recipe, long steps)
    {
        var work = log.WorkOf(recipe);
        return work.Of(Math.Min(steps, work.FullSteps(recipe))) / _fullWork;
    }

    /// <summary>What it would cost to learn one small batch.</summary>
    public double CostOfSmallBatch(Recipe recipe, int samples, long steps) => log.WorkOfSmallBatch(recipe, samples, steps) / _fullWork;

    /// <summary>Learns one small batch, and counts what it costs.</summary>
    public Metrics RunSmallBatch(Recipe recipe, int samples, long steps, string activity)
    {
        cancellation.ThrowIfCancellationRequested();
        report(activity, Spent, Budget);
        Spent += CostOfSmallBatch(recipe, samples, steps);
        return log.RunSmallBatch(recipe, samples, steps, cancellation);
    }

    /// <summary>The updates of the whole training of a recipe.</summary>
    public long FullStepsOf(Recipe recipe) => log.WorkOf(recipe).FullSteps(recipe);

    /// <summary>How many updates of a recipe such a cost allows.</summary>
    public long StepsFor(Recipe recipe, double cost)
    {
        var work = log.WorkOf(recipe);
        var (none, whole) = (work.Of(0), work.Of(work.FullSteps(recipe)));
        return (long)Math.Clamp(((cost * _fullWork) - none) / (whole - none) * work.FullSteps(recipe), 0, work.FullSteps(recipe));
    }

    /// <summary>Runs a recipe to compare with, which costs nothing.</summary>
    public CaseHistory Aside(Recipe recipe)
    {
        report("training the clean recipe", Spent, Budget);
        var run = log.Run(recipe, long.MaxValue, null, cancellation);
        return JudgesByClass ? run.ByClass() : run;
    }

    /// <summary>What makes the network in which a full run ended.</summary>
    public Func<CancellationToken, Model> NetworkOf(Recipe recipe, (string Name, Func<TrainingState> State)? begin = null)
    {
        var known = log.Ended(recipe, begin?.Name)?.Model;
        return stop => known ?? log.NetworkOf(recipe, begin, stop);
    }

    /// <summary>The state in which a run ended.</summary>
    public TrainingState EndOf(Recipe recipe) => log.EndOf(recipe, cancellation);
}
