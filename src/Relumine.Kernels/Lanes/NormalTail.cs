using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Lanes;

/// <summary>
/// <c>e^(a²/2)·(1 − Φ(a))</c> for a ≥ 0: what is left of the tail of the normal distribution when its exponential is
/// taken out. Multiplied by <c>a + k</c> it is so smooth in <c>t = (a − k)/(a + k)</c> that one polynomial p serves all
/// a. The exponential of a² stays with the caller, who often needs it anyway.
/// </summary>
/// <remarks>
/// a/(a + k) decides t too, and the effects of its rounding on t and on a·p/(a + k) partly cancel. Fitted by tools/oracles/minimax.py.
/// </remarks>
internal static class NormalTail
{
    /// <summary>For <see cref="float"/>: k = 2, up to a = 14.5, where e^(−a²/2) rounds to 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Single<V>(V a, out V timesA) where V : struct, ILanes<V>
    {
        var share = a / (a + V.Of(2));
        var t = V.MulAdd(V.Of(2), share, V.Of(-1));
        var p = V.Of(-7.63064309e-5);
        p = V.MulAdd(p, t, V.Of(3.07613736e-5));
        p = V.MulAdd(p, t, V.Of(0.000724144455));
        p = V.MulAdd(p, t, V.Of(0.000884206849));
        p = V.MulAdd(p, t, V.Of(-0.00189060438));
        p = V.MulAdd(p, t, V.Of(-0.00675156852));
        p = V.MulAdd(p, t, V.Of(-0.000483216631));
        p = V.MulAdd(p, t, V.Of(0.0367215946));
        p = V.MulAdd(p, t, V.Of(0.0287983976));
        p = V.MulAdd(p, t, V.Of(-0.331404567));
        p = V.MulAdd(p, t, V.Of(0.672407985));
        timesA = share * p;
        return (p - timesA) * V.Of(0.5);
    }

    /// <summary>For <see cref="double"/>: k = 4, up to a = 39.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Double<V>(V a, out V timesA) where V : struct, ILanes<V>
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
