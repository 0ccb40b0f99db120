namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate stays as it is.</summary>
public sealed record ConstantSchedule : Schedule
{
    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override string Summary => "the rate stays as it is";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) => 1;
}
