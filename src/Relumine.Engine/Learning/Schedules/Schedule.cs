namespace Relumine.Engine.Learning.Schedules;

/// <summary>
/// How the learning rate changes during a run: a factor on the optimizer's own rate, a function of the step alone, so that a
/// run can go on from any step. One file in <c>Schedules/</c> each.
/// </summary>
public abstract record Schedule
{
    /// <summary>The name, as recipes write it.</summary>
    public abstract string Name { get; }

    /// <summary>The course of the rate, in one sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>The factor for one update.</summary>
    /// <param name="step">The update that is about to be made, counted from 0.</param>
    /// <param name="totalSteps">The updates of the whole run; at least 1.</param>
    /// <param name="stepsPerEpoch">The updates of an epoch; at least 1.</param>
    /// <returns>What to multiply the rate with; finite, never negative.</returns>
    public abstract double Factor(long step, long totalSteps, long stepsPerEpoch);

    /// <summary>From 1 down to 0 along half a cosine wave as <paramref name="share"/> goes from 0 to 1.</summary>
    private protected static double HalfCosine(double share) => (1 + Math.Cos(Math.PI * Math.Clamp(share, 0, 1))) / 2;

    /// <summary>Checks a number that a schedule is made with.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite, or outside [<paramref name="least"/>, <paramref name="most"/>].</exception>
    private protected static double Within(double value, double least, double most, string name) =>
        value >= least && value <= most && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"It must be from {least} to {most}."));
}
