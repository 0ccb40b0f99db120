using Relumine.Doctor.Checkups;
using Relumine.Doctor.Runs;
using Relumine.Engine.Training;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Sessions;

/// <summary>Shows a checkup: each run as it is made, and how those before it ended.</summary>
/// <param name="session">What pages look at.</param>
/// <param name="next">Who else is told how far it is.</param>
internal sealed class LiveCheckup(LiveSession session, IProgress<CheckupProgress> next) : IRunObserver, IProgress<CheckupProgress>
{
    private string _activity = "";

    /// <inheritdoc/>
    public void Report(CheckupProgress value)
    {
        _activity = value.Activity;
        next.Report(value);
    }

    /// <inheritdoc/>
    public void Begin(TrainingRun run) => session.Watch(run, _activity);

    /// <inheritdoc/>
    public void AfterStep(StepResult step, CancellationToken cancellation) => session.AfterStep(step, cancellation);

    /// <inheritdoc/>
    public bool End()
    {
        session.EndRun();
        return true;
    }
}
