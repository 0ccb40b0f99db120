namespace Relumine.Kernels.Probes;

/// <summary>The moments of z over all units of a layer together, numbers that are not finite left out.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Std">The standard deviation around it.</param>
/// <param name="Response">The root mean square of the units' own standard deviations: how much of it depends on the sample.</param>
public readonly record struct PooledMoments(double Mean, double Std, double Response)
{
    /// <summary>The moments of what a probe of <see cref="ProbeDetail.Full"/> saw; NaN if that is nothing.</summary>
    public static PooledMoments Of(UnitStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        double count = 0, sum = 0, within = 0, seen = 0;
        for (var u = 0; u < statistics.Units; u++)
        {
            var finite = statistics.Values - statistics.NonFinite[u];
            if (finite > 0)
            {
                var deviation = statistics.StandardDeviation(u);
                (count, sum, within, seen) = (count + finite, sum + statistics.Sum[u], within + (deviation * deviation), seen + 1);
            }
        }

        // Around the common mean: variance within units plus variance between them, which cancels less than Σz² − (Σz)²/n.
        var mean = sum / count;
        var squares = 0.0;
        for (var u = 0; u < statistics.Units; u++)
        {
            var finite = statistics.Values - statistics.NonFinite[u];
            if (finite > 0)
            {
                var (deviation, distance) = (statistics.StandardDeviation(u), statistics.Mean(u) - mean);
                squares += finite * ((deviation * deviation) + (distance * distance));
            }
        }

        return new(mean, Math.Sqrt(squares / count), Math.Sqrt(within / seen));
    }
}
