using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>Constants for <see cref="float"/>. The coefficients are minimax fits by tools/oracles/minimax.py.</summary>
internal readonly struct SinglePrecision : IPrecision
{
    /// <inheritdoc/>
    public static double ExpIsZero => -104;

    /// <inheritdoc/>
    public static double ExpIsInfinite => 89;

    /// <inheritdoc/>
    public static double Expm1IsMinusOne => -18;

    /// <inheritdoc/>
    public static double TanhIsOne => 18.1;

    /// <inheritdoc/>
    public static double Ln2High => 0.693145751953125;

    /// <inheritdoc/>
    public static double Ln2Low => 1.42860682030941723e-6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpRest<V>(V r) where V : struct, ILanes<V>
    {
        var p = V.Of(0.00138825225);
        p = V.MulAdd(p, r, 0.00836652052);
        p = V.MulAdd(p, r, 0.0416672006);
        p = V.MulAdd(p, r, 0.166665435);
        p = V.MulAdd(p, r, 0.49999997);
        return p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1pReduced<V>(V f) where V : struct, ILanes<V>
    {
        // In pairs of pairs, so that fewer operations wait for each other.
        var f2 = f * f;
        var f4 = f2 * f2;
        var low = V.MulAdd(f2, V.MulAdd(f, V.Of(0.200019732), -0.250015825), V.MulAdd(f, V.Of(0.333333254), -0.499999881));
        var high = V.MulAdd(f2, V.MulAdd(f2, -0.0762174204, V.MulAdd(f, V.Of(0.129044101), -0.132429928)), V.MulAdd(f, V.Of(0.1418183), -0.166090831));
        return V.MulAdd(f2, V.MulAdd(f4, high, low), f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhRest<V>(V z) where V : struct, ILanes<V>
    {
        var p = V.Of(-0.00627423776);
        p = V.MulAdd(p, z, 0.021071678);
        p = V.MulAdd(p, z, -0.0538523085);
        p = V.MulAdd(p, z, 0.13332586);
        p = V.MulAdd(p, z, -0.333333164);
        return p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, IBinaryLanes<V>
    {
        var a = V.Abs(x);
        var large = V.CopySign(V.Of(1) - Transcendental<V, SinglePrecision>.ExpOfModerate(LogErfc(V.AtMost(a, V.Of(4)))), x);
        return V.IfGreater(a, V.Of(0.8), large, V.MulAdd(x, ErfRest(x * x), x));
    }

    /// <summary>erf(x)/x − 1 over z = x², for |x| ≤ 0.8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ErfRest<V>(V z) where V : struct, ILanes<V>
    {
        var p = V.Of(-0.000653523603);
        p = V.MulAdd(p, z, 0.00508513022);
        p = V.MulAdd(p, z, -0.0268208068);
        p = V.MulAdd(p, z, 0.112831131);
        p = V.MulAdd(p, z, -0.376126021);
        p = V.MulAdd(p, z, 0.128379166);
        return p;
    }

    /// <summary>ln(1 − erf(a)) for 0.8 ≤ a ≤ 4; there, 1 − erf is so small that its relative error hardly counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogErfc<V>(V a) where V : struct, ILanes<V>
    {
        var p = V.Of(0.000208696874);
        p = V.MulAdd(p, a, -0.00316487043);
        p = V.MulAdd(p, a, 0.0226973128);
        p = V.MulAdd(p, a, -0.104876287);
        p = V.MulAdd(p, a, -0.636142194);
        p = V.MulAdd(p, a, -1.12827134);
        p = V.MulAdd(p, a, -5.68563228e-5);
        return p;
    }
}
