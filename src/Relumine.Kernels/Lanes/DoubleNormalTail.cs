using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// The tail of the normal distribution in <see cref="double"/>. <c>e^(a²/2)·(1 − Φ(a))</c>, what is left of it when its exponential is
/// taken out, is so smooth in <c>t = (a − 4)/(a + 4)</c>, when it is multiplied by <c>a + 4</c>, that one polynomial serves all a up to 39.
/// </summary>
/// <remarks>
/// a/(a + 4) decides t too, and the effects of its rounding on t and on a·p/(a + 4) partly cancel. Fitted by tools/oracles/minimax.py.
/// </remarks>
internal static class DoubleNormalTail
{
    /// <summary>From here on, e^(−a²/2) rounds to 0.</summary>
    private const double BellIsZero = 38.625;

    /// <summary>from − a·(1 − Φ(a)) with a = |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SubtractFrom<V>(V from, V x) where V : struct, IBinaryLanes<V>
    {
        var bell = Bell(x, out var a);
        _ = Scaled(a, out var timesA);
        return V.MulAdd(-bell, timesA, from);
    }

    /// <summary>(1 − Φ(a)) − a·φ(a) with a = |x|: e^(−a²/2)·(tail − a/√(2π)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Slope<V>(V x) where V : struct, IBinaryLanes<V>
    {
        var bell = Bell(x, out var a);
        return bell * V.MulAdd(a, V.Of(-0.39894228040143268), Scaled(a, out _));
    }

    /// <summary>e^(−a²/2) with a = |x|: a² is subtracted from a multiple of ln 2 before it is rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Bell<V>(V x, out V a) where V : struct, IBinaryLanes<V>
    {
        a = V.AtMost(V.Abs(x), V.Of(BellIsZero));
        var half = V.Of(-0.5) * a;
        var n = V.RoundToEven(half * (a * V.Of(1.4426950408889634074)));
        var r = V.MulAdd(n, -DoublePrecision.Ln2Low, V.MulAdd(half, a, n * V.Of(-DoublePrecision.Ln2High)));
        var p = V.MulAdd(V.MulAdd(DoublePrecision.ExpRest(r), r, 1), r, 1);
        return V.ScaleByPowerOfTwo(p, n);
    }

    /// <summary>e^(a²/2)·(1 − Φ(a)), which falls from ½ like 1/a, and a times that, more accurate than the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled<V>(V a, out V timesA) where V : struct, ILanes<V>
    {
        var share = a / (a + V.Of(4));
        var t = V.MulAdd(V.Of(2), share, V.Of(-1));
        var p = V.Of(-1.196530331586496e-9);
        p = V.MulAdd(p, t, V.Of(-3.3905057032813215e-10));
        p = V.MulAdd(p, t, V.Of(1.4618964092539615e-8));
        p = V.MulAdd(p, t, V.Of(1.6069261806616774e-8));
        p = V.MulAdd(p, t, V.Of(-7.7210287462229966e-8));
        p = V.MulAdd(p, t, V.Of(-1.5659209757269834e-7));
        p = V.MulAdd(p, t, V.Of(2.6415439470707721e-7));
        p = V.MulAdd(p, t, V.Of(1.0218571765656177e-6));
        p = V.MulAdd(p, t, V.Of(-6.2522831895317431e-7));
        p = V.MulAdd(p, t, V.Of(-5.9200112364554934e-6));
        p = V.MulAdd(p, t, V.Of(7.1497546902805806e-7));
        p = V.MulAdd(p, t, V.Of(3.5144569656753498e-5));
        p = V.MulAdd(p, t, V.Of(-1.9078439575983109e-6));
        p = V.MulAdd(p, t, V.Of(-0.00023109490371213471));
        p = V.MulAdd(p, t, V.Of(0.00013334424852082106));
        p = V.MulAdd(p, t, V.Of(0.0016308184532792301));
        p = V.MulAdd(p, t, V.Of(-0.0034796923616065029));
        p = V.MulAdd(p, t, V.Of(-0.0075401889664351096));
        p = V.MulAdd(p, t, V.Of(0.060396574890666244));
        p = V.MulAdd(p, t, V.Of(-0.18652185795966542));
        p = V.MulAdd(p, t, V.Of(0.38713740074221947));
        p = V.MulAdd(p, t, V.Of(-0.60789664197189208));
        p = V.MulAdd(p, t, V.Of(0.75528513041575152));
        timesA = share * p;
        return (p - timesA) * V.Of(0.25);
    }
}
