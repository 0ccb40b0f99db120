using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// Looks at all values of one unit in one sample: the lanes are positions. A unit fires on the sample if it fires at
/// any position. Sums are taken in as many partial sums as the widest register has lanes, whatever the width, and then added
/// one by one in double precision: a narrower register goes over the positions more than once, a part of each line at a time.
/// </summary>
/// <param name="detail">Whether sums are wanted.</param>
internal struct PlaneObserver<V, T>(ProbeDetail detail)
    where V : struct, IWideLanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _fired;
    private long _nonFinite;
    private double _minimum = double.PositiveInfinity;
    private double _maximum = double.NegativeInfinity;
    private double _activationMaximum = double.NegativeInfinity;
    private double _sum;
    private double _squares;
    private double _activationSum;
    private double _activationSquares;
    private double _activationAbsolutes;

    /// <summary>Takes in a run of positions.</summary>
    public void Observe(ReadOnlySpan<T> z, ReadOnlySpan<T> a)
    {
        // Counts are kept in lanes of floats, which count exactly up to 2²⁴.
        const int Longest = 1 << 20;
        for (var start = 0; start < z.Length; start += Longest)
        {
            var count = Math.Min(Longest, z.Length - start);
            ObserveRun(z.Slice(start, count), a.Slice(start, count));
        }
    }

    /// <summary>Adds what was seen to the statistics of a unit.</summary>
    public readonly void AddTo(UnitStatistics statistics, int unit, int positions)
    {
        statistics.Fired[unit] += _fired > 0 ? 1 : 0;
        statistics.FiredPositions[unit] += _fired;
        statistics.FiredEverywhere[unit] += _fired == positions ? 1 : 0;
        if (detail == ProbeDetail.Counts)
        {
            return;
        }

        statistics.NonFinite[unit] += _nonFinite;
        statistics.Minimum[unit] = Math.Min(statistics.Minimum[unit], _minimum);
        statistics.Maximum[unit] = Math.Max(statistics.Maximum[unit], _maximum);
        if (detail == ProbeDetail.Full)
        {
            statistics.MaximumActivation[unit] = Math.Max(statistics.MaximumActivation[unit], _activationMaximum);
            statistics.Sum[unit] += _sum;
            statistics.SumOfSquares[unit] += _squares;
            statistics.ActivationSum[unit] += _activationSum;
            statistics.ActivationSumOfSquares[unit] += _activationSquares;
            statistics.ActivationAbsoluteSum[unit] += _activationAbsolutes;
        }
    }

    /// <summary>The partial sums: the lanes of the widest register.</summary>
    public static unsafe int Partials => 64 / sizeof(T);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ObserveRun(ReadOnlySpan<T> z, ReadOnlySpan<T> a)
    {
        V zero = V.Of(0), one = V.Of(1), infinity = V.Of(double.PositiveInfinity);
        V fired = zero, nonFinite = zero, minimum = infinity, maximum = -infinity, activationMaximum = -infinity;
        Span<T> sums = stackalloc T[5 * Partials];
        for (var lane = 0; lane < Partials; lane += V.Count)
        {
            V sum = zero, squares = zero, activationSum = zero, activationSquares = zero, activationAbsolutes = zero;
            for (var i = lane; i < z.Length; i += Partials)
            {
                // Behind the end there are NaNs, which neither fire nor are extreme; they are taken off the count of the non-finite.
                var (zs, values) = i + V.Count <= z.Length ? (V.Load(in z[i]), V.Load(in a[i])) : (Tail(z[i..]), Tail(a[i..]));
                var size = V.Abs(zs);
                fired += V.IfGreater(zs, zero, one, zero);
                minimum = V.IfGreater(minimum, zs, zs, minimum);
                maximum = V.IfGreater(zs, maximum, zs, maximum);
                nonFinite += V.IfGreater(infinity, size, zero, one);
                activationMaximum = V.IfGreater(values, activationMaximum, values, activationMaximum);
                var finite = V.IfGreater(infinity, size, zs, zero);
                var finiteValue = V.IfGreater(infinity, size, values, zero);
                sum += finite;
                squares = V.MulAdd(finite, finite, squares);
                activationSum += finiteValue;
                activationSquares = V.MulAdd(finiteValue, finiteValue, activationSquares);
                activationAbsolutes += V.Abs(finiteValue);
            }

            V.Store(sum, ref sums[lane]);
            V.Store(squares, ref sums[Partials + lane]);
            V.Store(activationSum, ref sums[2 * Partials + lane]);
            V.Store(activationSquares, ref sums[3 * Partials + lane]);
            V.Store(activationAbsolutes, ref sums[4 * Partials + lane]);
        }

        _fired += (long)Total(fired);
        _nonFinite += (long)Total(nonFinite) - (z.Length % V.Count == 0 ? 0 : V.Count - z.Length % V.Count);
        _minimum = Math.Min(_minimum, Extreme(minimum, false));
        _maximum = Math.Max(_maximum, Extreme(maximum, true));
        _activationMaximum = Math.Max(_activationMaximum, Extreme(activationMaximum, true));
        _sum += Total(sums[..Partials]);
        _squares += Total(sums.Slice(Partials, Partials));
        _activationSum += Total(sums.Slice(2 * Partials, Partials));
        _activationSquares += Total(sums.Slice(3 * Partials, Partials));
        _activationAbsolutes += Total(sums.Slice(4 * Partials, Partials));
    }

    private static V Tail(ReadOnlySpan<T> rest)
    {
        Span<T> padded = stackalloc T[V.Count];
        padded.Fill(T.NaN);
        rest.CopyTo(padded);
        return V.Load(in padded[0]);
    }

    private static double Total(V lanes)
    {
        Span<T> values = stackalloc T[V.Count];
        V.Store(lanes, ref values[0]);
        return Total(values);
    }

    private static double Total(ReadOnlySpan<T> values)
    {
        var total = 0.0;
        foreach (var value in values)
        {
            total += double.CreateTruncating(value);
        }

        return total;
    }

    private static double Extreme(V lanes, bool largest)
    {
        Span<T> values = stackalloc T[V.Count];
        V.Store(lanes, ref values[0]);
        var extreme = double.CreateTruncating(values[0]);
        foreach (var value in values)
        {
            extreme = largest ? Math.Max(extreme, double.CreateTruncating(value)) : Math.Min(extreme, double.CreateTruncating(value));
        }

        return extreme;
    }
}
