using System.Numerics;
using System.Numerics.Tensors;

namespace Relumine.Kernels.Probes;

/// <summary>
/// What a probe saw of one layer, unit by unit: z is the pre-activation, a = f(z) the activation. Every array has one
/// entry per unit. Statistics over parts of the samples merge into the statistics over all of them: counts, minima and
/// maxima in any order, sums in the order of <see cref="Merge"/> calls, so the bits do not depend on threads.
/// </summary>
/// <remarks>
/// In a dense layer a unit is a column and has one value per sample. In a convolution a unit is a channel and has one
/// value per sample and position; it fires on a sample if it fires at any position. A unit fires where z &gt; 0; NaN is
/// not firing. Instances are not safe for concurrent use.
/// </remarks>
public sealed class UnitStatistics
{
    private readonly bool _channels;

    /// <summary>Statistics of nothing yet.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="detail">What to look at.</param>
    /// <param name="channels">Whether a unit is a channel, i.e. has many positions per sample.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public UnitStatistics(int units, ProbeDetail detail = ProbeDetail.Full, bool channels = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        (Units, Detail, _channels) = (units, detail, channels);
        Fired = new long[units];
        FiredPositions = channels ? new long[units] : Fired;
        FiredEverywhere = channels ? new long[units] : Fired;
        var ranges = detail == ProbeDetail.Counts ? 0 : units;
        NonFinite = new long[ranges];
        Minimum = new double[ranges];
        Maximum = new double[ranges];
        var sums = detail == ProbeDetail.Full ? units : 0;
        MaximumActivation = new double[sums];
        Sum = new double[sums];
        SumOfSquares = new double[sums];
        ActivationSum = new double[sums];
        ActivationAbsoluteSum = new double[sums];
        ActivationSumOfSquares = new double[sums];
        Clear();
    }

    /// <summary>The number of units.</summary>
    public int Units { get; }

    /// <summary>What is looked at; without <see cref="ProbeDetail.Full"/> the arrays of sums and <see cref="MaximumActivation"/> are empty, with
    /// <see cref="ProbeDetail.Counts"/> also <see cref="NonFinite"/>, <see cref="Minimum"/> and <see cref="Maximum"/>.</summary>
    public ProbeDetail Detail { get; }

    /// <summary>The number of samples seen.</summary>
    public long Samples { get; internal set; }

    /// <summary>The number of values seen per unit: samples, times positions in a convolution.</summary>
    public long Values { get; internal set; }

    /// <summary>On how many samples the unit fired (a channel: at any position).</summary>
    public long[] Fired { get; }

    /// <summary>How many of the <see cref="Values"/> were above 0. The same array as <see cref="Fired"/> in a dense layer.</summary>
    public long[] FiredPositions { get; }

    /// <summary>On how many samples the unit fired at every position. The same array as <see cref="Fired"/> in a dense layer.</summary>
    public long[] FiredEverywhere { get; }

    /// <summary>How many of the <see cref="Values"/> of z were NaN or infinite.</summary>
    public long[] NonFinite { get; }

    /// <summary>The smallest z, NaN left out; +∞ if there was none.</summary>
    public double[] Minimum { get; }

    /// <summary>The largest z, NaN left out; −∞ if there was none.</summary>
    public double[] Maximum { get; }

    /// <summary>The largest a, NaN left out; −∞ if there was none.</summary>
    public double[] MaximumActivation { get; }

    /// <summary>Σ z over finite z.</summary>
    public double[] Sum { get; }

    /// <summary>Σ z² over finite z.</summary>
    public double[] SumOfSquares { get; }

    /// <summary>Σ a over finite z.</summary>
    public double[] ActivationSum { get; }

    /// <summary>Σ |a| over finite z.</summary>
    public double[] ActivationAbsoluteSum { get; }

    /// <summary>Σ a² over finite z.</summary>
    public double[] ActivationSumOfSquares { get; }

    /// <summary>The partial results of the call that is running.</summary>
    internal ProbeBlocks Blocks { get; } = new();

    /// <summary>The mean of z over its finite values; NaN if there are none.</summary>
    public double Mean(int unit) => Sum[unit] / Finite(unit);

    /// <summary>The population standard deviation of z over its finite values; NaN if there are none.</summary>
    public double StandardDeviation(int unit) => Deviation(Sum[unit], SumOfSquares[unit], Finite(unit));

    /// <summary>The mean of a where z is finite; NaN if there is none.</summary>
    public double ActivationMean(int unit) => ActivationSum[unit] / Finite(unit);

    /// <summary>The mean of |a| where z is finite; NaN if there is none.</summary>
    public double ActivationAbsoluteMean(int unit) => ActivationAbsoluteSum[unit] / Finite(unit);

    /// <summary>The population standard deviation of a where z is finite; NaN if there is none.</summary>
    public double ActivationStandardDeviation(int unit) => Deviation(ActivationSum[unit], ActivationSumOfSquares[unit], Finite(unit));

    /// <summary>Adds what <paramref name="later"/> saw on samples that come after these.</summary>
    /// <exception cref="ArgumentException">The two are about different numbers of units, details or kinds of unit.</exception>
    public void Merge(UnitStatistics later)
    {
        ArgumentNullException.ThrowIfNull(later);
        if (later.Units != Units || later.Detail != Detail || later._channels != _channels)
        {
            throw new ArgumentException(
                $"Statistics of {later.Units} {Kind(later)} ({later.Detail}) cannot be added to statistics of {Units} {Kind(this)} ({Detail}): "
                    + $"merge statistics of the same layer and probe.",
                nameof(later));
        }

        Samples += later.Samples;
        Values += later.Values;
        Add(Fired, later.Fired);
        Add(NonFinite, later.NonFinite);
        TensorPrimitives.Min(Minimum, later.Minimum, Minimum);
        TensorPrimitives.Max(Maximum, later.Maximum, Maximum);
        if (_channels)
        {
            Add(FiredPositions, later.FiredPositions);
            Add(FiredEverywhere, later.FiredEverywhere);
        }

        TensorPrimitives.Max(MaximumActivation, later.MaximumActivation, MaximumActivation);
        Add(Sum, later.Sum);
        Add(SumOfSquares, later.SumOfSquares);
        Add(ActivationSum, later.ActivationSum);
        Add(ActivationAbsoluteSum, later.ActivationAbsoluteSum);
        Add(ActivationSumOfSquares, later.ActivationSumOfSquares);
    }

    /// <summary>Forgets everything seen.</summary>
    public void Clear()
    {
        Samples = 0;
        Values = 0;
        Array.Clear(Fired);
        if (_channels)
        {
            Array.Clear(FiredPositions);
            Array.Clear(FiredEverywhere);
        }

        Array.Clear(NonFinite);
        Array.Fill(Minimum, double.PositiveInfinity);
        Array.Fill(Maximum, double.NegativeInfinity);
        if (Detail != ProbeDetail.Full)
        {
            return;
        }

        Array.Clear(Sum);
        Array.Clear(SumOfSquares);
        Array.Clear(ActivationSum);
        Array.Clear(ActivationAbsoluteSum);
        Array.Clear(ActivationSumOfSquares);
        Array.Fill(MaximumActivation, double.NegativeInfinity);
    }

    private static void Add<T>(T[] to, T[] later) where T : INumber<T> => TensorPrimitives.Add(to, later, to);

    private static string Kind(UnitStatistics statistics) => statistics._channels ? "channels" : "units";

    private static double Deviation(double sum, double squares, long count) =>
        Math.Sqrt(Math.Max(0, (squares - sum * sum / count) / count));

    private long Finite(int unit) => Values - NonFinite[unit];
}
