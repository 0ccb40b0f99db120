using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Data.Sources;

/// <summary>
/// Range, mean and root mean square of numbers, gathered while they are read. Sums are taken within each sample in a fixed
/// order, then from sample to sample, so that they do not depend on block sizes or on the machine's vector width.
/// </summary>
public sealed class DataSurvey
{
    private readonly int _sampleSize;
    private double _sum;
    private double _squares;

    internal DataSurvey(int sampleSize) => _sampleSize = sampleSize;

    /// <summary>The number of numbers seen.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest number; +∞ before the first.</summary>
    public double Min { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest number; −∞ before the first.</summary>
    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>The mean; NaN before the first.</summary>
    public double Mean => _sum / Count;

    /// <summary>The root of the mean square; NaN before the first.</summary>
    public double RootMeanSquare => Math.Sqrt(_squares / Count);

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        (_sum, _squares, Count) = (0, 0, 0);
        (Min, Max) = (double.PositiveInfinity, double.NegativeInfinity);
    }

    /// <summary>Takes in whole samples.</summary>
    /// <returns>The index of the first number that is not finite, or −1.</returns>
    internal int Add(ReadOnlySpan<float> values)
    {
        for (var start = 0; start < values.Length; start += _sampleSize)
        {
            // A float's square cannot overflow a double, so the sum is finite exactly if every number is.
            if (!AddSample(values.Slice(start, _sampleSize)))
            {
                return FirstNotFinite(values);
            }
        }

        Count += values.Length;
        return -1;
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{float})"/>
    internal int Add(ReadOnlySpan<double> values)
    {
        for (var start = 0; start < values.Length; start += _sampleSize)
        {
            double sum = 0, squares = 0;
            foreach (var x in values.Slice(start, _sampleSize))
            {
                if (!double.IsFinite(x))
                {
                    return FirstNotFinite(values);
                }

                sum += x;
                squares += x * x;
                Min = Math.Min(Min, x);
                Max = Math.Max(Max, x);
            }

            _sum += sum;
            _squares += squares;
        }

        Count += values.Length;
        return -1;
    }

    /// <summary>Takes in integers, which are always finite.</summary>
    internal void Add(ReadOnlySpan<long> values)
    {
        foreach (var x in values)
        {
            _sum += x;
            _squares += (double)x * x;
            Min = Math.Min(Min, x);
            Max = Math.Max(Max, x);
        }

        Count += values.Length;
    }

    // Compiled at full speed from the first call: a command is over before the run-time would notice that this is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool AddSample(ReadOnlySpan<float> sample)
    {
        double sum = 0, squares = 0;
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        var rest = sample;
        if (sample.Length >= Vector512<float>.Count)
        {
            // 512 bits on every machine, two halves where the hardware has no more: the order of the sums is the same.
            var (sums, moreSums) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var (products, moreProducts) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var (mins, maxs) = (Vector512.Create(min), Vector512.Create(max));
            var vectors = MemoryMarshal.Cast<float, Vector512<float>>(sample);
            foreach (var v in vectors)
            {
                var (low, high) = Vector512.Widen(v);
                (sums, moreSums) = (sums + low, moreSums + high);
                (products, moreProducts) = (products + (low * low), moreProducts + (high * high));
                mins = Vector512.MinNative(mins, v);
                maxs = Vector512.MaxNative(maxs, v);
            }

            sum = Total(sums + moreSums);
            squares = Total(products + moreProducts);
            for (var i = 0; i < Vector512<float>.Count; i++)
            {
                (min, max) = (Math.Min(min, mins[i]), Math.Max(max, maxs[i]));
            }

            rest = sample[(vectors.Length * Vector512<float>.Count)..];
        }

        foreach (var x in rest)
        {
            sum += x;
            squares += (double)x * x;
            (min, max) = (Math.Min(min, x), Math.Max(max, x));
        }

        if (!double.IsFinite(squares))
        {
            return false;
        }

        _sum += sum;
        _squares += squares;
        Min = Math.Min(Min, min);
        Max = Math.Max(Max, max);
        return true;
    }

    // Written out because the order in which Vector512.Sum adds is the hardware's choice.
    private static double Total(Vector512<double> v) => ((v[0] + v[4]) + (v[1] + v[5])) + ((v[2] + v[6]) + (v[3] + v[7]));

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        var i = 0;
        while (float.IsFinite(values[i]))
        {
            i++;
        }

        return i;
    }

    private static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        var i = 0;
        while (double.IsFinite(values[i]))
        {
            i++;
        }

        return i;
    }
}
