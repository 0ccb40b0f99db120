namespace Relumine.Doctor.Runs;

/// <summary>A point of a run.</summary>
/// <param name="Step">After how many updates.</param>
/// <param name="Loss">The loss, on the validation data where there are some, and otherwise on the training data.</param>
/// <param name="Score">The score on the same data.</param>
/// <param name="Dead">The share of dead units in the layer that has most, from 0 to 1.</param>
public readonly record struct CurvePoint(long Step, double Loss, double Score, double Dead)
{
    /// <summary>The loss on the training data, where the other is that on the validation data; otherwise null.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>The score on the training data, where the other is that on the validation data; otherwise null.</summary>
    public double? TrainingScore { get; init; }
}
