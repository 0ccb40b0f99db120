using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// The exponential family, written once over lanes. Only IEEE operations and fused multiply-adds occur, so 128, 256
/// and 512 bits, and one double, give the same bits.
/// </summary>
/// <typeparam name="V">The lanes.</typeparam>
/// <typeparam name="P">Their element type.</typeparam>
internal static class Transcendental<V, P>
    where V : struct, IBinaryLanes<V>
    where P : struct, IPrecision
{
    /// <summary>eˣ = 2ⁿ·eʳ with n = round(x/ln 2), so that |r| ≤ ½·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x)
    {
        var n = Reduce(V.AtMost(V.AtLeast(x, V.Of(P.ExpIsZero)), V.Of(P.ExpIsInfinite)), out var r);
        var p = V.MulAdd(V.MulAdd(P.ExpRest(r), r, 1), r, 1);
        return V.ScaleByPowerOfTwo(p, n);
    }

    /// <summary>eˣ for x that is not above 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfNegative(V x)
    {
        var n = Reduce(V.AtLeast(x, V.Of(P.ExpIsZero)), out var r);
        var p = V.MulAdd(V.MulAdd(P.ExpRest(r), r, 1), r, 1);
        return V.ScaleByPowerOfTwo(p, n);
    }

    /// <summary>
    /// eˣ − 1 = 2ⁿ·((eʳ − 1) + (1 − 2⁻ⁿ)). For n = 0 the last bracket is 0, so nothing cancels near 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1(V x)
    {
        var n = Reduce(V.AtMost(V.AtLeast(x, V.Of(P.Expm1IsMinusOne)), V.Of(P.ExpIsInfinite)), out var r);
        var p = V.MulAdd(r * r, P.ExpRest(r), r);
        var rest = V.Of(1) - V.ScaleByPowerOfTwo(V.Of(1), -n);
        return V.CopySign(V.ScaleByPowerOfTwo(p + rest, n), x);
    }

    /// <summary>
    /// ln(1 + x) = n·ln 2 + ln(1 + f), where 1 + f = (1 + x)·2⁻ⁿ is in [√½, √2). f is computed from x itself, with one
    /// rounding, so the rounding of 1 + x only decides n.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p(V x)
    {
        var n = V.NearestExponent(V.Of(1) + x);
        var scale = V.ScaleByPowerOfTwo(V.Of(1), -n);
        var f = V.MulAdd(x, scale, scale - V.Of(1));
        var y = V.MulAdd(n, P.Ln2High, V.MulAdd(n, P.Ln2Low, P.Log1pReduced(f)));
        y = V.IfGreaterOrEqual(x, V.Of(double.PositiveInfinity), x, y);
        var outside = V.IfGreaterOrEqual(x, V.Of(-1), V.Of(double.NegativeInfinity), V.Of(double.NaN));
        return V.CopySign(V.IfGreater(x, V.Of(-1), y, outside), x);
    }

    /// <summary>
    /// Where tanh|x| exceeds ½ it is 1 − 2/(e^(2|x|) + 1): the error of the quotient hardly counts in the difference.
    /// Below, where that would cancel, an odd polynomial.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V x)
    {
        var a = V.Abs(x);
        var n = Reduce(V.AtMost(a + a, V.Of(P.TanhIsOne)), out var r);
        var p = V.MulAdd(V.MulAdd(P.ExpRest(r), r, 1), r, 1);
        var large = V.Of(1) - V.Of(2) / V.MulAdd(p, V.PowerOfTwo(n), 1);
        var z = a * a;
        var small = V.MulAdd(a * z, P.TanhRest(z), a);
        return V.CopySign(V.IfGreater(a, V.Of(0.55), large, small), x);
    }

    /// <summary>eˣ for x of which the caller knows that neither it nor the result leaves the normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfModerate(V x)
    {
        var n = Reduce(x, out var r);
        var p = V.MulAdd(V.MulAdd(P.ExpRest(r), r, 1), r, 1);
        return p * V.PowerOfTwo(n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce(V x, out V r)
    {
        var n = V.RoundToEven(x * V.Of(1.4426950408889634074));
        r = V.MulAdd(n, -P.Ln2Low, V.MulAdd(n, -P.Ln2High, x));
        return n;
    }
}
