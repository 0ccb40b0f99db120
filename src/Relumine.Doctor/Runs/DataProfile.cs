using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Doctor.Units;

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
    /// <summary>Where the number stands that lies farthest out; null if no feature has one that counts.</summary>
    public DataPlace? FarthestOut { get; init; }

    /// <summary>The feature that varies most, and the one that varies least; empty where they are not told apart.</summary>
    public (string Most, string Least) Varying { get; init; } = ("", "");

    /// <summary>The feature whose mean is farthest from 0, in its own deviations; empty where features are not told apart.</summary>
    public string OffCenter { get; init; } = "";

    /// <summary>Features that tell nothing.</summary>
    public FeatureColumns Columns { get; init; } = FeatureColumns.None;

    // Columns that are taken out of the rows at once, since each row is then read once for all of them.
    private const int Together = 16;

    // Medians of more samples would say the same.
    private const int Measured = 4096;

    /// <summary>Measures the samples to learn from.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="normalized">Whether the network normalises them itself.</param>
    /// <param name="thresholds">From where on numbers are outliers, which distort mean and deviation; null for the usual.</param>
    /// <param name="standardization">How the samples were standardized, so that numbers are told as they were; null if they are as they were.</param>
    public static DataProfile Of(Dataset data, bool normalized, DataThresholds? thresholds = null, Standardization? standardization = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var limit = (thresholds ?? new()).Outlier;
        var size = data.SampleShape.ElementCount;
        var isVector = data.SampleShape.Rank <= 1;
        ReadOnlySpan<float> all = data.Features.Values<float>();
        var count = Math.Min(data.Samples, Measured);
        // Columns of images are measured row by row, and nothing else is asked of them.
        var moments = isVector || data.Ordered ? null : RowMoments.Of(all, size, data.Samples, count);
        var together = new double[moments is null ? Math.Min(Together, size) * count : 0];
        double means = 0, variances = 0, largest = 0, outlier = 0, drift = 0;
        var (features, spreads) = (0, new List<double>());
        int widest = -1, narrowest = -1, wildest = -1, offCenter = -1;
        double least = double.PositiveInfinity, offset = 0, median = 0;
        for (var j = 0; j < size; j++)
        {
            if (moments is null && j % Together == 0)
            {
                Gather(all, size, data.Samples, j, Math.Min(Together, size - j), together, count);
            }

            var column = moments is null ? together.AsSpan(j % Together * count, count) : [];
            var (mean, deviation) = moments?[j] ?? Moments(column);
            var wandering = data.Ordered ? Wander(column) : 0;
            if (isVector)
            {
                // What a few wild numbers do to mean and deviation is theirs, not the feature's.
                var wild = Farthest(all, size, j, column, out var range);
                (mean, deviation) = wild > limit ? (range.Median, range.Deviation) : (mean, deviation);
                (outlier, wildest, median) = wild > outlier ? (wild, j, range.Median) : (outlier, wildest, median);
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
                (largest, widest) = deviation > largest ? (deviation, j) : (largest, widest);
                (least, narrowest) = deviation < least ? (deviation, j) : (least, narrowest);
                (offset, offCenter) = Math.Abs(mean) / deviation > offset ? (Math.Abs(mean) / deviation, j) : (offset, offCenter);
                spreads.Add(deviation);
            }
        }

        string Name(int feature) => DataPlace.NameOf(data.FeatureNames, feature, "feature");

        spreads.Sort();
        var spread = Math.Sqrt(variances / Math.Max(1, features));
        return isVector && features > 0
            ? new(features, Math.Sqrt(means / variances), spread, largest, spreads[(spreads.Count - 1) / 4], outlier, drift, data.Ordered, normalized)
            {
                FarthestOut = wildest < 0 ? null : Place(all, data, size, wildest, median, Name(wildest), standardization),
                Varying = (Name(widest), Name(narrowest)),
                OffCenter = offCenter < 0 ? "" : Name(offCenter),
                Columns = FeatureColumns.Of(data),
            }
            : new DataProfile(features, features == 0 ? 0 : Math.Sqrt(means / variances), spread, spread, spread, 0, drift, data.Ordered, normalized)
            {
                Columns = FeatureColumns.Of(data),
            };
    }

    // The first number of a column that lies farthest from its median, and how many are like it.
    internal static DataPlace Place(
        ReadOnlySpan<float> all, Dataset data, int size, int column, double median, string name, Standardization? standardization, bool isTarget = false)
    {
        var (first, value, count) = (0, all[column], 0);
        for (var i = 0; i < data.Samples; i++)
        {
            var x = all[(i * size) + column];
            if (x == value)
            {
                count++;
            }
            else if (Math.Abs(x - median) > Math.Abs(value - median))
            {
                (first, value, count) = (i, x, 1);
            }
        }

        var told = standardization is null ? value : standardization.Restore(column, value);
        return new(name, DataPlace.RowOf(data, first, isTarget && data.TargetName.Length == 0), told, count);
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

    private static void Gather(ReadOnlySpan<float> all, int size, int samples, int first, int columns, double[] gathered, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var row = all.Slice((int)((long)i * samples / count * size) + first, columns);
            for (var k = 0; k < row.Length; k++)
            {
                gathered[(k * count) + i] = row[k];
            }
        }
    }

    // Between the means of tenths of the data, in order.
    private static double Wander(ReadOnlySpan<double> column)
    {
        var tenth = Math.Max(1, column.Length / 10);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var first = 0; first + tenth <= column.Length; first += tenth)
        {
            var mean = Moments(column.Slice(first, tenth)).Mean;
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
