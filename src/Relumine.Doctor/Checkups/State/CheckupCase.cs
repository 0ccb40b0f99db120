using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.State;

/// <summary>What one seed's checkup has at hand: runs that are counted, and what they have cost.</summary>
internal sealed class CheckupCase(RunLog log, CheckupOptions options, Action<string, double> report, CancellationToken cancellation)
{
    /// <summary>What counts as much and as little.</summary>
    public Thresholds Thresholds => options.Thresholds;

    /// <summary>What was spent, in multiples of the full untreated training.</summary>
    public double Spent { get; private set; }

    /// <summary>What may still be spent.</summary>
    public double Left => options.Budget - Spent;

    /// <summary>The updates of the full untreated training; set by the first run.</summary>
    public long FullSteps { get; private set; }

    /// <summary>Runs a recipe, and counts what it costs.</summary>
    public CaseHistory Run(Recipe recipe, long steps, string activity, (string Name, Func<TrainingState> State)? begin = null)
    {
        cancellation.ThrowIfCancellationRequested();
        report(activity, Spent);
        var run = log.Run(recipe, steps, begin, cancellation);

        // A run that was stopped early counts as it was configured if it is the untreated one, which all others are measured by.
        var isFirst = FullSteps == 0;
        FullSteps = isFirst ? run.FullSteps : FullSteps;
        run = run with { Cost = isFirst ? 1 : run.Steps / (double)FullSteps };
        Spent += run.Cost;
        return run;
    }

    /// <summary>Runs a recipe to compare with, which costs nothing.</summary>
    public CaseHistory Aside(Recipe recipe)
    {
        report("training the clean recipe", Spent);
        return log.Run(recipe, long.MaxValue, null, cancellation);
    }

    /// <summary>What makes the network in which a full run ended.</summary>
    public Func<CancellationToken, Model> NetworkOf(Recipe recipe, Func<TrainingState>? begin = null) => stop => log.NetworkOf(recipe, begin, stop);

    /// <summary>The state in which a run ended.</summary>
    public TrainingState EndOf(Recipe recipe, long steps) => log.EndOf(recipe, steps, cancellation);
}
