namespace Relumine.Data.Transforms;

/// <summary>Statistics of values that a few wild ones do not move.</summary>
/// <param name="Median">The middle value.</param>
/// <param name="Deviation">1.4826 times the median distance from the median: the standard deviation, if the values are normal.</param>
/// <param name="MostlyEqual">Whether more than half of the values are equal, so that <paramref name="Deviation"/> tells of the others.</param>
public readonly record struct RobustRange(double Median, double Deviation, bool MostlyEqual)
{
    /// <summary>Measures values.</summary>
    /// <param name="values">At least one; they are reordered.</param>
    /// <remarks>Where more than half of the values are equal, as in features that are 0 for most samples, the distances of the others decide.</remarks>
    public static RobustRange Of(Span<double> values)
    {
        values.Sort();
        var median = Middle(values);
        var count = 0;
        foreach (ref var value in values)
        {
            value = Math.Abs(value - median);
            count += value > 0 ? 1 : 0;
        }

        var all = MiddleOfDistances(values, values.Length);
        var mostlyEqual = all <= 1e-9 * Math.Abs(median);
        return new(median, 1.4826 * (mostlyEqual && count > 0 ? MiddleOfDistances(values, count) : all), mostlyEqual);
    }

    private static double Middle(Span<double> values)
    {
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    // Distances of sorted values from their median fall and then rise, so the largest stand at the ends: the middle of the largest is reached from there
    // without sorting them.
    private static double MiddleOfDistances(ReadOnlySpan<double> distances, int count)
    {
        // What is no number is sorted to the front, and counts as nearest.
        var first = 0;
        while (first < distances.Length && double.IsNaN(distances[first]))
        {
            first++;
        }

        var (last, latest, before) = (distances.Length - 1, double.NaN, double.NaN);
        for (var taken = 0; taken <= count / 2; taken++)
        {
            (before, latest) = (
                latest, first > last ? double.NaN : distances[first] >= distances[last] ? distances[first++] : distances[last--]);
        }

        return count % 2 == 1 ? latest : (before + latest) / 2;
    }
}
