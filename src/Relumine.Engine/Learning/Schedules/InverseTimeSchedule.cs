namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate is divided by 1 + decay·step: what older programs call the <c>decay</c> of an optimizer.</summary>
public sealed record InverseTimeSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="decay">By how much the divisor grows with every step; finite, 0 or more.</param>
    public InverseTimeSchedule(double decay = 1e-4) => Decay = Within(decay, 0, double.MaxValue, nameof(decay));

    /// <summary>By how much the divisor grows with every step.</summary>
    public double Decay { get; }

    /// <inheritdoc/>
    public override string Name => "inverseTime";

    /// <inheritdoc/>
    public override string Summary => "the rate is divided by 1 + decay·step";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) => 1 / (1 + (Decay * step));
}
