using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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

    /// <summary>Adds the record of one block of <paramref name="rows"/> rows; blocks come in the order of their rows.</summary>
    [SkipLocalsInit]
    public static void AddTo<T>(UnitStatistics statistics, T* record, int stride, int rows) where T : unmanaged, INumber<T>
    {
        // One sample after the other is watched in what this takes: there, a pass for each field is felt.
        var done = typeof(T) == typeof(float) && statistics.Detail == ProbeDetail.Firing ? AddFiring(statistics, (float*)record, stride) : 0;
        var numbers = stackalloc double[MostFields * Stretch];
        var fields = Fields(statistics.Detail);
        for (var first = done; first < statistics.Units; first += Stretch)
        {
            var units = Math.Min(Stretch, statistics.Units - first);
            for (var f = 0; f < fields; f++)
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(record + f * stride + first, units), new Span<double>(numbers + f * Stretch, units));
            }

            AddCounts(statistics, first, units, numbers);
            if (statistics.Detail == ProbeDetail.Full)
            {
                AddSums(statistics, first, units, numbers, rows);
            }
        }

        statistics.Samples += rows;
        statistics.Values += rows;
    }

    // All fields of some units at once; returns how many units that were.
    private static int AddFiring(UnitStatistics statistics, float* record, int stride)
    {
        var (u, units) = (0, statistics.Units);
        fixed (long* fired = statistics.Fired, nonFinite = statistics.NonFinite)
        fixed (double* minimum = statistics.Minimum, maximum = statistics.Maximum)
        {
            for (; u <= units - Vector<float>.Count; u += Vector<float>.Count)
            {
                Count(record + Fired * stride + u, fired + u);
                Count(record + NonFinite * stride + u, nonFinite + u);
                Vector.Widen(Vector.Load(record + Minimum * stride + u), out var low, out var high);
                Vector.Store(Vector.MinNumber(Vector.Load(minimum + u), low), minimum + u);
                Vector.Store(Vector.MinNumber(Vector.Load(minimum + u + Vector<double>.Count), high), minimum + u + Vector<double>.Count);
                Vector.Widen(Vector.Load(record + Maximum * stride + u), out low, out high);
                Vector.Store(Vector.MaxNumber(Vector.Load(maximum + u), low), maximum + u);
                Vector.Store(Vector.MaxNumber(Vector.Load(maximum + u + Vector<double>.Count), high), maximum + u + Vector<double>.Count);
            }
        }

        return u;

        static void Count(float* counts, long* to)
        {
            Vector.Widen(Vector.ConvertToInt32Native(Vector.Load(counts)), out var low, out var high);
            Vector.Store(Vector.Load(to) + low, to);
            Vector.Store(Vector.Load(to + Vector<long>.Count) + high, to + Vector<long>.Count);
        }
    }

    /// <summary>Adds the record of one sample of a convolution, whose units have a value at each of the <paramref name="positions"/>.</summary>
    [SkipLocalsInit]
    public static void AddPlaneTo<T>(UnitStatistics statistics, T* record, int stride, int positions) where T : unmanaged, INumber<T>
    {
        long[] samples = statistics.Fired, everywhere = statistics.FiredEverywhere, firedPositions = statistics.FiredPositions;
        if (samples == firedPositions)
        {
            // One position: a dense layer in another guise.
            AddTo(statistics, record, stride, 1);
            return;
        }

        var numbers = stackalloc double[MostFields * Stretch];
        var fields = Fields(statistics.Detail);
        for (var first = 0; first < statistics.Units; first += Stretch)
        {
            var units = Math.Min(Stretch, statistics.Units - first);
            for (var f = 0; f < fields; f++)
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(record + f * stride + first, units), new Span<double>(numbers + f * Stretch, units));
            }

            for (var u = 0; u < units; u++)
            {
                var fired = (long)numbers[Fired * Stretch + u];
                firedPositions[first + u] += fired;
                everywhere[first + u] += fired == positions ? 1 : 0;
                numbers[Fired * Stretch + u] = fired > 0 ? 1 : 0;
            }

            AddCounts(statistics, first, units, numbers);
            if (statistics.Detail == ProbeDetail.Full)
            {
                AddSums(statistics, first, units, numbers, positions);
            }
        }

        statistics.Samples++;
        statistics.Values += positions;
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
