namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate falls along half a cosine wave, from itself at the first step to a share of itself at the end (Loshchilov &amp; Hutter 2017, without
/// restarts).</summary>
public sealed record CosineSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="final">The share of the rate that is left at the end; from 0 to 1.</param>
    public CosineSchedule(double final = 0) => Final = Within(final, 0, 1, nameof(final));

    /// <summary>The share of the rate that is left at the end.</summary>
    public double Final { get; }

    /// <inheritdoc/>
    public override string Name => "cosine";

    /// <inheritdoc/>
    public override string Summary => "the rate falls along half a cosine wave over the whole run";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch) =>
        Final + ((1 - Final) * HalfCosine((double)step / totalSteps));
}
