using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
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

    /// <summary>Where the target stands that lies farthest out; null if none counts.</summary>
    public DataPlace? FarthestOut { get; init; }

    /// <summary>The targets that are the same on every sample, by name.</summary>
    public IReadOnlyList<string> Constant { get; init; } = [];

    /// <summary>The numbers of a target.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Measures targets; null if they are labels.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="thresholds">From where on numbers are outliers, which distort mean and deviation; null for the usual.</param>
    /// <param name="standardization">How the targets were standardized, so that numbers are told as they were; null if they are as they were.</param>
    public static TargetProfile? Of(Dataset data, DataThresholds? thresholds = null, Standardization? standardization = null)
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
        var constant = new List<string>();
        DataPlace? place = null;
        double farthest = 0, offset = -1, largest = 0, smallest = double.PositiveInfinity, outlier = 0;
        for (var j = 0; j < width; j++)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = all[(i * width) + j];
            }

            var (mean, deviation) = DataProfile.Moments(column);
            if (!column.AsSpan().ContainsAnyExcept(column[0]))
            {
                constant.Add(DataPlace.TargetOf(data, j));
            }

            var wild = DataProfile.Farthest(all, width, j, column, out var range);
            (mean, deviation) = wild > limit ? (range.Median, range.Deviation) : (mean, deviation);
            if (wild > outlier)
            {
                outlier = wild;
                place = DataProfile.Place(all, data, width, j, range.Median, DataPlace.TargetOf(data, j), standardization, isTarget: true);
            }

            var own = deviation > 0 ? Math.Abs(mean) / deviation : 0;
            (farthest, offset) = own > offset ? (mean, own) : (farthest, offset);
            (largest, smallest) = (Math.Max(largest, deviation), Math.Min(smallest, deviation));
        }

        return new(farthest, largest, smallest)
        {
            Offset = offset,
            Outlier = outlier,
            FarthestOut = place,
            Constant = constant,
            Width = width,
        };
    }
}
