namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate is multiplied by a number every few epochs.</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="multiplier">What the rate is multiplied with each time; from 0 to 1.</param>
    /// <param name="epochs">After how many epochs; at least 1.</param>
    public StepSchedule(double multiplier = 0.1, int epochs = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        (Multiplier, Epochs) = (Within(multiplier, 0, 1, nameof(multiplier)), epochs);
    }

    /// <summary>What the rate is multiplied with each time.</summary>
    public double Multiplier { get; }

    /// <summary>After how many epochs.</summary>
    public int Epochs { get; }

    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override string Summary => "the rate is multiplied by a number every few epochs";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) => Math.Pow(Multiplier, step / stepsPerEpoch / Epochs);
}
