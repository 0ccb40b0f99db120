namespace Relumine.Engine.Training;

/// <summary>What a step of training was like; given to whoever iterates over <see cref="Trainer.Steps"/>.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Samples">The samples of the batch.</param>
/// <param name="LearningRate">The rate.</param>
/// <param name="Loss">The mean loss of the batch before the update.</param>
/// <param name="EndsEpoch">Whether it was the last step of its epoch; then <see cref="Trainer.History"/> has a new record.</param>
public readonly record struct StepResult(long Number, int Epoch, int Samples, double LearningRate, double Loss, bool EndsEpoch);
