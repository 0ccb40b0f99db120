using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// The record that a probe leaves of one block of rows: fields in this order, each with one number per unit, and how
/// records become statistics in double precision.
/// </summary>
internal static unsafe class ProbeRecord
{
    public const int Fired = 0;
    public const int Minimum = 1;
    public const int Maximum = 2;
    public const int NonFinite = 3;

    /// <summary>The value from which <see cref="Sum"/> and <see cref="Squares"/> are measured.</summary>
    public const int Origin = 4;
    public const int Sum = 5;
    public const int Squares = 6;

    /// <summary>The value from which <see cref="ActivationSum"/> and <see cref="ActivationSquares"/> are measured.</summary>
    public const int ActivationOrigin = 7;
    public const int ActivationSum = 8;
    public const int ActivationSquares = 9;
    public const int ActivationAbsolutes = 10;
    public const int ActivationMaximum = 11;

    /// <summary>How often a probe may be shown four rows before <see cref="IColumnProbe{P, V, T}.Settle"/>.</summary>
    public const int MostFours = PositiveCount.Most;

    // A stretch of units whose fields, in double precision, stay in the first-level cache.
    private const int Stretch = 64;
    private const int MostFields = ActivationMaximum + 1;

    /// <summary>The number of fields.</summary>
    public static int Fields(ProbeDetail detail) => detail switch
    {
        ProbeDetail.Counts => Fired + 1,
        ProbeDetail.Firing => NonFinite + 1,
        _ => MostFields,
    };

    /// <summary>
    /// Whether <see cref="FiniteFiringProbe{V, T}"/> may have met a number that is not finite, so that none of these records is of use.
    /// </summary>
    /// <param name="records">The first record.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="size">From one record to the next.</param>
    /// <param name="stride">From one field to the next.</param>
    /// <param name="units">The units of a record.</param>
    public static bool IsInDoubt<T>(T* records, int count, nint size, nint stride, int units) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // What is finite leaves 0.
        Vector<T> doubts = default;
        var doubt = T.Zero;
        for (var sums = records + NonFinite * stride; count > 0; count--, sums += size)
        {
            var u = 0;
            for (; u <= units - Vector<T>.Count; u += Vector<T>.Count)
            {
                var sum = Vector.Load(sums + u);
                doubts += sum - sum;
            }

            for (; u < units; u++)
            {
                doubt += sums[u] - sums[u];
            }
        }

        return !(Vector.EqualsAll(doubts, Vector<T>.Zero) && doubt == T.Zero);
    }

    /// <summary>Adds the record of one block of <paramref name="rows"/> rows; blocks come in the order of their rows.</summary>
    public static void AddTo<T>(UnitStatistics statistics, T* record, int stride, int rows) where T : unmanaged, INumber<T>
    {
        Add(statistics, record, stride, rows, ofPositions: false);
        statistics.Samples += rows;
        statistics.Values += rows;
    }

    /// <summary>Adds the record of one sample of a convolution, whose units have a value at each of the <paramref name="positions"/>.</summary>
    public static void AddPlaneTo<T>(UnitStatistics statistics, T* record, int stride, int positions) where T : unmanaged, INumber<T>
    {
        // One position: a dense layer in another guise.
        Add(statistics, record, stride, positions, ofPositions: statistics.Fired != statistics.FiredPositions);
        statistics.Samples++;
        statistics.Values += positions;
    }

    /// <summary>Adds what <see cref="FiniteFiringProbe{V, T}"/> left of one block of rows, where <see cref="IsInDoubt"/> is not.</summary>
    public static void AddFiniteTo<T>(UnitStatistics statistics, T* record, int stride, int rows) where T : unmanaged, INumber<T>
    {
        AddFinite(statistics, record, stride, rows, ofPositions: false);
        statistics.Samples += rows;
        statistics.Values += rows;
    }

    /// <summary>The same of one sample of a convolution.</summary>
    public static void AddFinitePlaneTo<T>(UnitStatistics statistics, T* record, int stride, int positions) where T : unmanaged, INumber<T>
    {
        AddFinite(statistics, record, stride, positions, ofPositions: statistics.Fired != statistics.FiredPositions);
        statistics.Samples++;
        statistics.Values += positions;
    }

    // All fields in one pass: where one sample after the other is watched, more are felt.
    private static void AddFinite<T>(UnitStatistics statistics, T* record, int stride, int values, bool ofPositions) where T : unmanaged, INumber<T>
    {
        T* counts = record + Fired * (nint)stride, least = record + Minimum * (nint)stride, most = record + Maximum * (nint)stride;
        var (u, units) = (0, statistics.Units);
        fixed (long* fired = statistics.Fired, firedPositions = statistics.FiredPositions, everywhere = statistics.FiredEverywhere)
        fixed (double* minimum = statistics.Minimum, maximum = statistics.Maximum)
        {
            if (typeof(T) == typeof(float))
            {
                var all = new Vector<int>(values);
                for (; u <= units - Vector<float>.Count; u += Vector<float>.Count)
                {
                    var seen = Vector.ConvertToInt32Native(Vector.Load((float*)counts + u));
                    Add(firedPositions + u, seen);
                    if (ofPositions)
                    {
                        Add(fired + u, -Vector.GreaterThan(seen, Vector<int>.Zero));
                        Add(everywhere + u, -Vector.Equals(seen, all));
                    }

                    Vector.Widen(Vector.Load((float*)least + u), out var low, out var high);
                    Vector.Store(Vector.MinNumber(Vector.Load(minimum + u), low), minimum + u);
                    Vector.Store(Vector.MinNumber(Vector.Load(minimum + u + Vector<double>.Count), high), minimum + u + Vector<double>.Count);
                    Vector.Widen(Vector.Load((float*)most + u), out low, out high);
                    Vector.Store(Vector.MaxNumber(Vector.Load(maximum + u), low), maximum + u);
                    Vector.Store(Vector.MaxNumber(Vector.Load(maximum + u + Vector<double>.Count), high), maximum + u + Vector<double>.Count);
                }
            }

            for (; u < units; u++)
            {
                var seen = long.CreateTruncating(counts[u]);
                firedPositions[u] += seen;
                if (ofPositions)
                {
                    fired[u] += seen > 0 ? 1 : 0;
                    everywhere[u] += seen == values ? 1 : 0;
                }

                minimum[u] = double.MinNumber(minimum[u], double.CreateTruncating(least[u]));
                maximum[u] = double.MaxNumber(maximum[u], double.CreateTruncating(most[u]));
            }
        }

        static void Add(long* to, Vector<int> counts)
        {
            Vector.Widen(counts, out var low, out var high);
            Vector.Store(Vector.Load(to) + low, to);
            Vector.Store(Vector.Load(to + Vector<long>.Count) + high, to + Vector<long>.Count);
        }
    }

    [SkipLocalsInit]
    private static void Add<T>(UnitStatistics statistics, T* record, int stride, int values, bool ofPositions) where T : unmanaged, INumber<T>
    {
        var numbers = stackalloc double[MostFields * Stretch];
        var fields = Fields(statistics.Detail);
        for (var first = 0; first < statistics.Units; first += Stretch)
        {
            var units = Math.Min(Stretch, statistics.Units - first);
            for (var f = 0; f < fields; f++)
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(record + f * stride + first, units), new Span<double>(numbers + f * Stretch, units));
            }

            for (var u = 0; ofPositions && u < units; u++)
            {
                var fired = (long)numbers[Fired * Stretch + u];
                statistics.FiredPositions[first + u] += fired;
                statistics.FiredEverywhere[first + u] += fired == values ? 1 : 0;
                numbers[Fired * Stretch + u] = fired > 0 ? 1 : 0;
            }

            AddCounts(statistics, first, units, numbers);
            if (statistics.Detail == ProbeDetail.Full)
            {
                AddSums(statistics, first, units, numbers, values);
            }
        }
    }

    /// <summary>Brings the units of groups, each of which begins a <paramref name="groups"/>th of the stride behind the one before it, side by side.</summary>
    public static void Gather<T>(T* record, int fields, int stride, int groups, int units) where T : unmanaged
    {
        for (var field = 0; field < fields; field++, record += stride)
        {
            for (var group = 1; group < groups; group++)
            {
                new ReadOnlySpan<T>(record + stride / groups * group, units).CopyTo(new Span<T>(record + units * group, units));
            }
        }
    }

    /// <summary>Adds what another record counted at other positions of the same sample; not for sums, which have one order.</summary>
    public static void Join<T>(T* record, T* other, int stride, ProbeDetail detail) where T : unmanaged, INumber<T>
    {
        for (var field = 0; field < Fields(detail); field++)
        {
            Span<T> to = new(record + field * stride, stride), from = new(other + field * stride, stride);
            switch (field)
            {
                case Minimum: TensorPrimitives.MinNumber(to, from, to); break;
                case Maximum: TensorPrimitives.MaxNumber(to, from, to); break;
                default: TensorPrimitives.Add(to, from, to); break;
            }
        }
    }

    private static void AddCounts(UnitStatistics statistics, int first, int units, double* numbers)
    {
        AddCounts(numbers + Fired * Stretch, statistics.Fired.AsSpan(first, units));
        if (statistics.Detail == ProbeDetail.Counts)
        {
            return;
        }

        AddCounts(numbers + NonFinite * Stretch, statistics.NonFinite.AsSpan(first, units));
        Span<double> minimum = statistics.Minimum.AsSpan(first, units), maximum = statistics.Maximum.AsSpan(first, units);
        TensorPrimitives.MinNumber(minimum, new ReadOnlySpan<double>(numbers + Minimum * Stretch, units), minimum);
        TensorPrimitives.MaxNumber(maximum, new ReadOnlySpan<double>(numbers + Maximum * Stretch, units), maximum);
    }

    private static void AddCounts(double* counts, Span<long> to)
    {
        var u = 0;
        for (; u <= to.Length - Vector<long>.Count; u += Vector<long>.Count)
        {
            var sum = Vector.Create<long>(to[u..]) + Vector.ConvertToInt64Native(Vector.Load(counts + u));
            sum.CopyTo(to[u..]);
        }

        for (; u < to.Length; u++)
        {
            to[u] += (long)counts[u];
        }
    }

    private static void AddSums(UnitStatistics statistics, int first, int units, double* numbers, int rows)
    {
        for (var u = 0; u < units; u++)
        {
            var finite = rows - numbers[NonFinite * Stretch + u];
            if (finite == 0)
            {
                continue;
            }

            var unit = first + u;
            var origin = numbers[Origin * Stretch + u];
            var sum = numbers[Sum * Stretch + u];
            statistics.Sum[unit] += finite * origin + sum;
            statistics.SumOfSquares[unit] += numbers[Squares * Stretch + u] + 2 * origin * sum + finite * origin * origin;
            origin = numbers[ActivationOrigin * Stretch + u];
            sum = numbers[ActivationSum * Stretch + u];
            statistics.ActivationSum[unit] += finite * origin + sum;
            statistics.ActivationSumOfSquares[unit] += numbers[ActivationSquares * Stretch + u] + 2 * origin * sum + finite * origin * origin;
            statistics.ActivationAbsoluteSum[unit] += numbers[ActivationAbsolutes * Stretch + u];
            statistics.MaximumActivation[unit] = Math.Max(statistics.MaximumActivation[unit], numbers[ActivationMaximum * Stretch + u]);
        }
    }
}
