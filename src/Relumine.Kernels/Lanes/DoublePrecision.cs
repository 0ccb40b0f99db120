using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>Constants for <see cref="double"/>. The coefficients are minimax fits by tools/oracles/minimax.py.</summary>
internal readonly struct DoublePrecision : IPrecision
{
    /// <inheritdoc/>
    public static double ExpIsZero => -746;

    /// <inheritdoc/>
    public static double ExpIsInfinite => 710;

    /// <inheritdoc/>
    public static double Expm1IsMinusOne => -38;

    /// <inheritdoc/>
    public static double TanhIsOne => 38.2;

    /// <inheritdoc/>
    public static double Ln2High => 0.693147180559890330187045037746429443359375;

    /// <inheritdoc/>
    public static double Ln2Low => 5.497923018708371e-14;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpRest<V>(V r) where V : struct, ILanes<V>
    {
        var p = V.Of(2.0875337194376873e-9);
        p = V.MulAdd(p, r, 2.5108979358977337e-8);
        p = V.MulAdd(p, r, 2.7557402613140199e-7);
        p = V.MulAdd(p, r, 2.7557244372725135e-6);
        p = V.MulAdd(p, r, 2.480158717258517e-5);
        p = V.MulAdd(p, r, 0.00019841269885967502);
        p = V.MulAdd(p, r, 0.0013888888888962335);
        p = V.MulAdd(p, r, 0.0083333333333216915);
        p = V.MulAdd(p, r, 0.041666666666666512);
        p = V.MulAdd(p, r, 0.16666666666666677);
        p = V.MulAdd(p, r, 0.5);
        return p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1pReduced<V>(V f) where V : struct, ILanes<V>
    {
        var s = f / (V.Of(2) + f);
        var z = s * s;
        var p = V.Of(0.14797510179747114);
        p = V.MulAdd(p, z, 0.15313902953024489);
        p = V.MulAdd(p, z, 0.18183569753348161);
        p = V.MulAdd(p, z, 0.22222198475682856);
        p = V.MulAdd(p, z, 0.28571428743266031);
        p = V.MulAdd(p, z, 0.39999999999411079);
        p = V.MulAdd(p, z, 0.66666666666667351);
        var half = V.Of(0.5) * f * f;
        return f - (half - s * V.MulAdd(z, p, half));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhRest<V>(V z) where V : struct, ILanes<V>
    {
        var p = V.Of(-1.9494669277250384e-5);
        p = V.MulAdd(p, z, 8.3316415128492508e-5);
        p = V.MulAdd(p, z, -0.00023338154057471431);
        p = V.MulAdd(p, z, 0.00058844447552978746);
        p = V.MulAdd(p, z, -0.001455542842896809);
        p = V.MulAdd(p, z, 0.0035920920299493601);
        p = V.MulAdd(p, z, -0.0088632326013888055);
        p = V.MulAdd(p, z, 0.021869488385852419);
        p = V.MulAdd(p, z, -0.053968253963760489);
        p = V.MulAdd(p, z, 0.13333333333326622);
        p = V.MulAdd(p, z, -0.33333333333333298);
        return p;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, IBinaryLanes<V>
    {
        var a = V.Abs(x);
        var large = V.CopySign(V.Of(1) - Transcendental<V, DoublePrecision>.ExpOfModerate(LogErfc(V.AtMost(a, V.Of(6)))), x);
        return V.IfGreater(a, V.Of(1), large, V.MulAdd(x, ErfRest(x * x), x));
    }

    /// <summary>erf(x)/x − 1 over z = x², for |x| ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ErfRest<V>(V z) where V : struct, ILanes<V>
    {
        var p = V.Of(5.9452572845328267e-11);
        p = V.MulAdd(p, z, -1.136566346044511e-9);
        p = V.MulAdd(p, z, 1.4657879238739532e-8);
        p = V.MulAdd(p, z, -1.6350025140912135e-7);
        p = V.MulAdd(p, z, 1.6460972810247708e-6);
        p = V.MulAdd(p, z, -1.4925593506540704e-5);
        p = V.MulAdd(p, z, 0.00012055331036888949);
        p = V.MulAdd(p, z, -0.00085483269787420518);
        p = V.MulAdd(p, z, 0.0052239776247808671);
        p = V.MulAdd(p, z, -0.026866170645072896);
        p = V.MulAdd(p, z, 0.11283791670954857);
        p = V.MulAdd(p, z, -0.37612638903183748);
        p = V.MulAdd(p, z, 0.12837916709551259);
        return p;
    }

    /// <summary>ln(1 − erf(a)) for 1 ≤ a ≤ 6; there, 1 − erf is so small that its relative error hardly counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogErfc<V>(V a) where V : struct, ILanes<V>
    {
        var p = V.Of(-4.9289916987663083e-12);
        p = V.MulAdd(p, a, 2.0451050200789088e-10);
        p = V.MulAdd(p, a, -3.93451506194784e-9);
        p = V.MulAdd(p, a, 4.6425716706018985e-8);
        p = V.MulAdd(p, a, -3.7332450216579737e-7);
        p = V.MulAdd(p, a, 2.135797856231435e-6);
        p = V.MulAdd(p, a, -8.6676702146460835e-6);
        p = V.MulAdd(p, a, 2.2824145726816939e-5);
        p = V.MulAdd(p, a, -2.0270840324189858e-5);
        p = V.MulAdd(p, a, -0.0001350419964384161);
        p = V.MulAdd(p, a, 0.0007706300326264107);
        p = V.MulAdd(p, a, -0.0019159271770807361);
        p = V.MulAdd(p, a, 0.00041061265853521955);
        p = V.MulAdd(p, a, 0.018990189689244187);
        p = V.MulAdd(p, a, -0.10270344513478509);
        p = V.MulAdd(p, a, -0.63664362608308922);
        p = V.MulAdd(p, a, -1.1283740899167087);
        p = V.MulAdd(p, a, -5.0280487704953765e-7);
        return p;
    }
}
