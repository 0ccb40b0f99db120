using System.Numerics;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>
/// Sums of squares for norms: in blocks of 4,096 elements, within a block in 64 partial sums in the elements' type that
/// are then added in double in a fixed order. So the bits do not depend on the width of the registers, and the relative
/// error stays below some 1e-5 in float whatever the length.
/// </summary>
public static class Norms
{
    /// <summary>Σ x².</summary>
    /// <param name="x">The numbers; padding of zeros adds nothing.</param>
    /// <returns>The sum; finite if all x are, for float also where a square is beyond float's range.</returns>
    public static double SumOfSquares<T>(ReadOnlySpan<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loop = new SquareLoop<T>(x);
        LaneWidth.Run<T, SquareLoop<T>>(ref loop);
        return loop.Total;
    }
}
