using Relumine.Engine.Training;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs;

/// <summary>Sees the runs of a checkup while they are made. It may hold one up, and changes none.</summary>
internal interface IRunObserver
{
    /// <summary>A run begins; it is there until the next one begins.</summary>
    void Begin(TrainingRun run);

    /// <summary>A step was done.</summary>
    void AfterStep(StepResult step, CancellationToken cancellation);

    /// <summary>The run that was begun last is over, and with it what it trains.</summary>
    /// <returns>Whether the trainer was made to look at anything on the way.</returns>
    bool End();
}
