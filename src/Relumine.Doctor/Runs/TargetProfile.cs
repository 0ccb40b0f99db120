using Relumine.Data.Datasets;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Runs;

/// <summary>Targets that are numbers.</summary>
/// <param name="Mean">The mean of the column that lies farthest from 0, in its standard deviations.</param>
/// <param name="LargestDeviation">The largest standard deviation of a column.</param>
/// <param name="SmallestDeviation">The smallest.</param>
public sealed record TargetProfile(double Mean, double LargestDeviation, double SmallestDeviation)
{
    /// <summary>|mean| ÷ deviation of the column where it is largest.</summary>
    public double Offset { get; init; }

    /// <summary>The largest robust z: |y − median| ÷ (1.4826 · MAD). Where it is an outlier, medians and robust deviations stand for means and standard
    /// deviations.</summary>
    public double Outlier { get; init; }

    /// <summary>Measures targets; null if they are labels.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="thresholds">From where on numbers are outliers, which distort mean and deviation; null for the usual.</param>
    public static TargetProfile? Of(Dataset data, DataThresholds? thresholds = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Values is null)
        {
            return null;
        }

        var limit = (thresholds ?? new()).Outlier;
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
            (mean, deviation) = wild > limit ? (range.Median, range.Deviation) : (mean, deviation);
            outlier = Math.Max(outlier, wild);
            var own = deviation > 0 ? Math.Abs(mean) / deviation : 0;
            (farthest, offset) = own > offset ? (mean, own) : (farthest, offset);
            (largest, smallest) = (Math.Max(largest, deviation), Math.Min(smallest, deviation));
        }

        return new(farthest, largest, smallest) { Offset = offset, Outlier = outlier };
    }
}
