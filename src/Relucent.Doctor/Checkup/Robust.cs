namespace Relucent;

/// <summary>Statistics that a few wild values do not move.</summary>
internal static class Robust
{
    /// <summary>The middle value.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>1.4826 times the median distance from the median: the standard deviation, if the values are normal.</summary>
    public static double Deviation(ReadOnlySpan<double> values, double median)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < distances.Length; i++)
        {
            distances[i] = Math.Abs(values[i] - median);
        }

        return 1.4826 * Median(distances);
    }
}
