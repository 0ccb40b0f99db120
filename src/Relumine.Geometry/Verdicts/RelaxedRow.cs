using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Geometry.Verdicts;

/// <summary>One step backwards: from the factors of what units give to those of their sums.</summary>
internal static class RelaxedRow
{
    /// <summary>Puts lines in the place of units.</summary>
    /// <param name="factors">The factors of what the units give, padded.</param>
    /// <param name="table">The lines above and below, as <see cref="RelaxedLines.Table"/> has them.</param>
    /// <param name="constants">What the units' sums begin with.</param>
    /// <param name="sizes">The magnitudes that they add up at most.</param>
    /// <param name="row">Takes the factors of the sums.</param>
    /// <returns>What goes into the function's constant, the magnitudes of that, and the magnitudes that rounding of the sums is a share of.</returns>
    public static (double Constant, double Size, double Weight) Run(
        ReadOnlySpan<double> factors, ReadOnlySpan<double> table, double[] constants, double[] sizes, Span<double> row)
    {
        var stride = factors.Length;
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(factors);
        var upSlope = MemoryMarshal.Cast<double, Vector256<double>>(table[..stride]);
        var upOffset = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(stride, stride));
        var downSlope = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(2 * stride, stride));
        var downOffset = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(3 * stride, stride));
        var starts = MemoryMarshal.Cast<double, Vector256<double>>(constants.AsSpan(0, stride));
        var largest = MemoryMarshal.Cast<double, Vector256<double>>(sizes.AsSpan(0, stride));
        var result = MemoryMarshal.Cast<double, Vector256<double>>(row[..stride]);
        var (constant, size, weight) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i < wide.Length; i++)
        {
            // One of the two is 0, so that no sum of them rounds.
            var (up, down) = (Vector256.Max(wide[i], Vector256<double>.Zero), Vector256.Min(wide[i], Vector256<double>.Zero));
            var offset = (up * upOffset[i]) + (down * downOffset[i]);
            var slope = (up * upSlope[i]) + (down * downSlope[i]);
            var product = slope * starts[i];
            constant += offset + product;
            size += Vector256.Abs(offset) + Vector256.Abs(product);
            weight += Vector256.Abs(slope) * largest[i];
            result[i] = slope;
        }

        return (Sum(constant), Sum(size), Sum(weight));
    }

    // 256 bits on every machine, so that the order of the sum is the same.
    private static double Sum(Vector256<double> x) => (x[0] + x[1]) + (x[2] + x[3]);
}
