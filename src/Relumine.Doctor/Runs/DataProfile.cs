using Relumine.Data.Datasets;
using Relumine.Data.Transforms;

namespace Relumine.Doctor.Runs;

/// <summary>What the first layer with weights gets to see.</summary>
/// <param name="Features">The number of features that vary.</param>
/// <param name="Gamma">γ = √Σμ² ÷ √Σσ² over the features: 0 for centred data.</param>
/// <param name="Spread">The root mean square of the features' standard deviations.</param>
/// <param name="LargestSpread">The largest standard deviation of a feature.</param>
/// <param name="SmallestSpread">The lower quartile, of those that vary: a few features that hardly vary do no harm.</param>
/// <param name="Outlier">The largest robust z: |x − median| ÷ (1.4826 · MAD).</param>
/// <param name="Drift">How far the features' means move between tenths of the data, in standard deviations; 0 for data in random order.</param>
/// <param name="Ordered">Whether the samples come in an order that counts.</param>
/// <param name="Normalized">Whether the network normalises them itself before its first activation.</param>
public sealed record DataProfile(
    int Features, double Gamma, double Spread, double LargestSpread, double SmallestSpread, double Outlier, double Drift, bool Ordered, bool Normalized)
{
    // Medians of more samples would say the same.
    private const int Measured = 4096;

    // Farther than this from its feature's median, in robust deviations, a number distorts mean and deviation.
    internal const double Wild = 50;

    /// <summary>Measures the samples to learn from.</summary>
    public static DataProfile Of(Dataset data, bool normalized)
    {
        ArgumentNullException.ThrowIfNull(data);
        var size = data.SampleShape.ElementCount;
        var isVector = data.SampleShape.Rank <= 1;
        ReadOnlySpan<float> all = data.Features.Values<float>();
        var count = Math.Min(data.Samples, Measured);
        var column = new double[count];
        double means = 0, variances = 0, largest = 0, outlier = 0, drift = 0;
        var (features, spreads) = (0, new List<double>());
        for (var j = 0; j < size; j++)
        {
            for (var i = 0; i < count; i++)
            {
                column[i] = all[(int)((long)i * data.Samples / count * size) + j];
            }

            var (mean, deviation) = Moments(column);
            var wandering = data.Ordered ? Wander(column) : 0;
            if (isVector)
            {
                // What a few wild numbers do to mean and deviation is theirs, not the feature's.
                var wild = Farthest(all, size, j, column, out var range);
                (mean, deviation) = wild > Wild ? (range.Median, range.Deviation) : (mean, deviation);
                outlier = Math.Max(outlier, wild);
            }

            (means, variances) = (means + (mean * mean), variances + (deviation * deviation));
            if (deviation <= 1e-6 * Math.Abs(mean) || deviation == 0)
            {
                continue;
            }

            features++;
            drift = Math.Max(drift, wandering / deviation);
            if (isVector)
            {
                largest = Math.Max(largest, deviation);
                spreads.Add(deviation);
            }
        }

        spreads.Sort();
        var spread = Math.Sqrt(variances / Math.Max(1, features));
        return isVector && features > 0
            ? new(features, Math.Sqrt(means / variances), spread, largest, spreads[(spreads.Count - 1) / 4], outlier, drift, data.Ordered, normalized)
            : new(features, features == 0 ? 0 : Math.Sqrt(means / variances), spread, spread, spread, 0, drift, data.Ordered, normalized);
    }

    internal static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double sum = 0, squares = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = sum / values.Length;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    // Between the means of tenths of the data, in order.
    private static double Wander(double[] column)
    {
        var tenth = Math.Max(1, column.Length / 10);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var first = 0; first + tenth <= column.Length; first += tenth)
        {
            var mean = Moments(column.AsSpan(first, tenth)).Mean;
            (low, high) = (Math.Min(low, mean), Math.Max(high, mean));
        }

        return high - low;
    }

    // The median and deviation of the measured samples, the farthest of all.
    internal static double Farthest(ReadOnlySpan<float> all, int size, int feature, Span<double> column, out RobustRange range)
    {
        range = RobustRange.Of(column);
        if (range.MostlyEqual)
        {
            return 0;
        }

        var farthest = 0.0;
        for (var i = feature; i < all.Length; i += size)
        {
            farthest = Math.Max(farthest, Math.Abs(all[i] - range.Median));
        }

        return farthest / range.Deviation;
    }
}

/// <summary>Targets that are numbers.</summary>
/// <param name="Mean">The mean of the column that lies farthest from 0, in its standard deviations.</param>
/// <param name="LargestDeviation">The largest standard deviation of a column.</param>
/// <param name="SmallestDeviation">The smallest.</param>
public sealed record TargetProfile(double Mean, double LargestDeviation, double SmallestDeviation)
{
    /// <summary>|mean| ÷ deviation of the column where it is largest.</summary>
    public double Offset { get; init; }

    /// <summary>The largest robust z: |y − median| ÷ (1.4826 · MAD). Where it is above 50, medians and robust deviations stand for means and standard deviations.</summary>
    public double Outlier { get; init; }

    /// <summary>Measures targets; null if they are labels.</summary>
    public static TargetProfile? Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Values is null)
        {
            return null;
        }

        var width = data.TargetWidth;
        ReadOnlySpan<float> all = data.Values.Values<float>();
        var column = new double[data.Samples];
        double farthest = 0, offset = -1, largest = 0, smallest = double.PositiveInfinity, outlier = 0;
        for (var j = 0; j < width; j++)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = all[(i * width) + j];
            }

            var (mean, deviation) = DataProfile.Moments(column);
            var wild = DataProfile.Farthest(all, width, j, column, out var range);
            (mean, deviation) = wild > DataProfile.Wild ? (range.Median, range.Deviation) : (mean, deviation);
            outlier = Math.Max(outlier, wild);
            var own = deviation > 0 ? Math.Abs(mean) / deviation : 0;
            (farthest, offset) = own > offset ? (mean, own) : (farthest, offset);
            (largest, smallest) = (Math.Max(largest, deviation), Math.Min(smallest, deviation));
        }

        return new(farthest, largest, smallest) { Offset = offset, Outlier = outlier };
    }
}
