namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate falls by the same factor in every stretch of steps, smoothly: multiplier^(step ÷ steps).</summary>
public sealed record ExponentialSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="multiplier">What the rate is multiplied with over a stretch; from 0 to 1.</param>
    /// <param name="steps">The steps of a stretch; at least 1.</param>
    public ExponentialSchedule(double multiplier = 0.96, int steps = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (Multiplier, Steps) = (Within(multiplier, 0, 1, nameof(multiplier)), steps);
    }

    /// <summary>What the rate is multiplied with over a stretch.</summary>
    public double Multiplier { get; }

    /// <summary>The steps of a stretch.</summary>
    public int Steps { get; }

    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override string Summary => "the rate falls by the same factor in every stretch of steps, smoothly";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) => Math.Pow(Multiplier, (double)step / Steps);
}
