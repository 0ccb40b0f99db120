namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate grows evenly from almost 0 during the first steps; then another schedule runs over the steps that are left.</summary>
public sealed record WarmUpSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="steps">The steps until the full rate is reached; at least 1. The first update has a rate of 1/steps.</param>
    /// <param name="then">What follows; null for a constant rate.</param>
    public WarmUpSchedule(long steps = 100, Schedule? then = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        (Steps, Then) = (steps, then ?? new ConstantSchedule());
    }

    /// <summary>The steps until the full rate is reached.</summary>
    public long Steps { get; }

    /// <summary>What follows; its step 0 is the first after the warm-up.</summary>
    public Schedule Then { get; }

    /// <inheritdoc/>
    public override string Name => "warmUp";

    /// <inheritdoc/>
    public override string Summary => "the rate grows evenly during the first steps, then follows another schedule";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) =>
        step < Steps ? (step + 1.0) / Steps : Then.Factor(step - Steps, Math.Max(1, totalSteps - Steps), stepsPerEpoch);
}
