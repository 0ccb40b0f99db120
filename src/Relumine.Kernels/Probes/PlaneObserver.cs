using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// Looks at all values of one unit in one sample: the lanes are positions. A unit fires on the sample if it fires at
/// any position. Sums are taken in each lane and then added lane by lane in double precision.
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ObserveRun(ReadOnlySpan<T> z, ReadOnlySpan<T> a)
    {
        V zero = V.Of(0), one = V.Of(1), infinity = V.Of(double.PositiveInfinity);
        V fired = zero, nonFinite = zero, minimum = infinity, maximum = -infinity, activationMaximum = -infinity;
        V sum = zero, squares = zero, activationSum = zero, activationSquares = zero, activationAbsolutes = zero;
        for (var i = 0; i < z.Length; i += V.Count)
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

        _fired += (long)Total(fired);
        _nonFinite += (long)Total(nonFinite) - (z.Length % V.Count == 0 ? 0 : V.Count - z.Length % V.Count);
        _minimum = Math.Min(_minimum, Extreme(minimum, false));
        _maximum = Math.Max(_maximum, Extreme(maximum, true));
        _activationMaximum = Math.Max(_activationMaximum, Extreme(activationMaximum, true));
        _sum += Total(sum);
        _squares += Total(squares);
        _activationSum += Total(activationSum);
        _activationSquares += Total(activationSquares);
        _activationAbsolutes += Total(activationAbsolutes);
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
