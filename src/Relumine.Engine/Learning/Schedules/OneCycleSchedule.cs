namespace Relumine.Engine.Learning.Schedules;

/// <summary>
/// The rate rises from a part of itself to itself, then falls to almost nothing, each along half a cosine wave (Smith &amp;
/// Topin 2018, arXiv:1708.07120). The optimizer's rate is the highest.
/// </summary>
public sealed record OneCycleSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="rise">The share of the run in which the rate rises; from 0 to 1.</param>
    /// <param name="start">The rate at the first step, as a share of the highest; from 0 to 1.</param>
    /// <param name="final">The rate at the end, as a share of the highest; from 0 to 1.</param>
    public OneCycleSchedule(double rise = 0.3, double start = 0.04, double final = 4e-6) =>
        (Rise, Start, Final) = (Within(rise, 0, 1, nameof(rise)), Within(start, 0, 1, nameof(start)), Within(final, 0, 1, nameof(final)));

    /// <summary>The share of the run in which the rate rises.</summary>
    public double Rise { get; }

    /// <summary>The rate at the first step, as a share of the highest.</summary>
    public double Start { get; }

    /// <summary>The rate at the end, as a share of the highest.</summary>
    public double Final { get; }

    /// <inheritdoc/>
    public override string Name => "oneCycle";

    /// <inheritdoc/>
    public override string Summary => "the rate rises along half a cosine wave, then falls to almost nothing along another";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch)
    {
        // The last update is the end of the fall, so positions run over the gaps between updates.
        var at = (double)step / Math.Max(1, totalSteps - 1);
        return at < Rise
            ? 1 - ((1 - Start) * HalfCosine(at / Rise))
            : Final + ((1 - Final) * HalfCosine(Rise < 1 ? (at - Rise) / (1 - Rise) : 0));
    }
}
