using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Schedules;

namespace Relumine.Doctor.Causes;

/// <summary>The schedule leaves no rate.</summary>
internal sealed class ScheduleTooLow : ICause
{
    /// <inheritdoc/>
    public string Id => "schedule-too-low";

    /// <inheritdoc/>
    public string Title => "The schedule leaves too low a rate";

    /// <inheritdoc/>
    public string Why =>
        "A schedule multiplies the learning rate. A warm-up that is longer than the run, or a rate that falls long before the end, leaves "
            + "next to nothing of it.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"Over the whole run the schedule leaves less than {Wording.Part(limits.Causes.HeldRate)} of the rate on average.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with a constant rate.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Steps;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (context.Recipe.Schedule is not ConstantSchedule && Left(context) < context.Thresholds.Causes.HeldRate)
        {
            yield return new ProposedExperiment(
                this, $"schedule {context.Recipe.Schedule.Name} → constant", "keep the rate constant",
                context.Recipe with { Schedule = new ConstantSchedule() },
                context.Thresholds.Evidence.Certain)
            {
                KeepsWeights = true,
            };
        }
    }

    // The mean factor over the run.
    private static double Left(CauseContext context)
    {
        const int looks = 1000;
        var steps = Math.Max(1, context.Run.FullSteps);
        var epoch = Math.Max(1, steps / Math.Max(1, context.Recipe.Epochs));
        return Enumerable.Range(0, looks).Average(i => context.Recipe.Schedule.Factor(i * steps / looks, steps, epoch));
    }
}
