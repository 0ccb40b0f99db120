using System.Numerics;

namespace Relucent.Kernels;

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

    /// <summary>The number of fields.</summary>
    public static int Fields(ProbeDetail detail) => detail == ProbeDetail.Full ? ActivationMaximum + 1 : NonFinite + 1;

    /// <summary>Adds the record of one block of <paramref name="rows"/> rows; blocks come in the order of their rows.</summary>
    public static void AddTo<T>(UnitStatistics statistics, T* record, int stride, int rows) where T : unmanaged, INumber<T>
    {
        for (var u = 0; u < statistics.Units; u++, record++)
        {
            var nonFinite = long.CreateTruncating(record[NonFinite * stride]);
            statistics.Fired[u] += long.CreateTruncating(record[Fired * stride]);
            statistics.NonFinite[u] += nonFinite;
            statistics.Minimum[u] = Math.Min(statistics.Minimum[u], Read(record, Minimum, stride));
            statistics.Maximum[u] = Math.Max(statistics.Maximum[u], Read(record, Maximum, stride));
            if (statistics.Detail == ProbeDetail.Full && rows > nonFinite)
            {
                AddSums(statistics, u, record, stride, rows - nonFinite);
            }
        }

        statistics.Samples += rows;
        statistics.Values += rows;
    }

    private static void AddSums<T>(UnitStatistics statistics, int u, T* record, int stride, long finite) where T : unmanaged, INumber<T>
    {
        var origin = Read(record, Origin, stride);
        var sum = Read(record, Sum, stride);
        statistics.Sum[u] += finite * origin + sum;
        statistics.SumOfSquares[u] += Read(record, Squares, stride) + 2 * origin * sum + finite * origin * origin;
        origin = Read(record, ActivationOrigin, stride);
        sum = Read(record, ActivationSum, stride);
        statistics.ActivationSum[u] += finite * origin + sum;
        statistics.ActivationSumOfSquares[u] += Read(record, ActivationSquares, stride) + 2 * origin * sum + finite * origin * origin;
        statistics.ActivationAbsoluteSum[u] += Read(record, ActivationAbsolutes, stride);
        statistics.MaximumActivation[u] = Math.Max(statistics.MaximumActivation[u], Read(record, ActivationMaximum, stride));
    }

    private static double Read<T>(T* record, int field, int stride) where T : unmanaged, INumber<T> =>
        double.CreateTruncating(record[field * stride]);
}
