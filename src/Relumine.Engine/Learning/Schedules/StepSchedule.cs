namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate is multiplied by a number every few epochs, or every few steps.</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="multiplier">What the rate is multiplied with each time; from 0 to 1.</param>
    /// <param name="epochs">After how many epochs; at least 1. Does not count where steps are given.</param>
    /// <param name="steps">After how many steps, at least 1; null to count epochs.</param>
    public StepSchedule(double multiplier = 0.1, int epochs = 10, int? steps = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps ?? 1, 1, nameof(steps));
        (Multiplier, Epochs, Steps) = (Within(multiplier, 0, 1, nameof(multiplier)), steps is null ? epochs : 0, steps);
    }

    /// <summary>What the rate is multiplied with each time.</summary>
    public double Multiplier { get; }

    /// <summary>After how many epochs; 0 if steps count.</summary>
    public int Epochs { get; }

    /// <summary>After how many steps; null if epochs count.</summary>
    public int? Steps { get; }

    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override string Summary => "the rate is multiplied by a number every few epochs or steps";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) =>
        Math.Pow(Multiplier, Steps is { } steps ? step / steps : step / stepsPerEpoch / Epochs);
}
