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
        var median = Middle(values);
        var count = 0;
        foreach (ref var value in values)
        {
            value = Math.Abs(value - median);
            count += value > 0 ? 1 : 0;
        }

        var middle = Middle(values);
        var mostlyEqual = middle <= 1e-9 * Math.Abs(median);
        return new(median, 1.4826 * (mostlyEqual && count > 0 ? Middle(values[^count..]) : middle), mostlyEqual);
    }

    // Sorts.
    private static double Middle(Span<double> values)
    {
        values.Sort();
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
