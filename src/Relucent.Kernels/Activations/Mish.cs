using System.Runtime.CompilerServices;
using Relucent.Kernels;

namespace Relucent.Activations;

/// <summary>x·tanh(ln(1 + eˣ)).</summary>
/// <remarks>
/// With w = eˣ the second factor is (w² + 2w)/(w² + 2w + 2). Over w², with t = e^(−|x|), that is
/// (1 + 2t)/(1 + 2t + 2t²) for x ≥ 0, and (t² + 2t)/(t² + 2t + 2) otherwise: one exponential, no overflow, no cancellation.
/// </remarks>
public readonly record struct Mish : IActivation<Mish>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Numerator<V>(V x, V t) where V : struct, ILanes<V> =>
        V.MulAdd(V.Of(2), t, V.IfGreater(V.Of(0), x, t * t, V.Of(1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Denominator<V>(V x, V t, V numerator) where V : struct, ILanes<V> =>
        numerator + V.Of(2) * V.IfGreater(V.Of(0), x, V.Of(1), t * t);

    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Mish", "Mish", @"f(x) = x\tanh(\ln(1 + e^x))",
        "f(x) = x·tanh(ln(1 + eˣ))",
        "Misra 2020, BMVC",
        OnnxForm.Operator("Mish", 18))
    {
        Decomposed = new OnnxForm(7, [new OnnxStep("p", "Softplus", ["x"], []), new OnnxStep("t", "Tanh", ["p"], []), new OnnxStep("y", "Mul", ["x", "t"], [])]),
        Range = "[−0.3088, ∞)",
        IsRectifier = true,
        Good = "Smooth and not monotone like SiLU, with a steeper slope at 0 (3/5); no unit dies. Known from YOLOv4.",
        Bad = "An exponential and a division for each element; nothing is exactly 0.",
    };

    /// <inheritdoc/>
    public static Mish Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Mish f, V x) where V : struct, ILanes<V>
    {
        var t = V.Exp(-V.Abs(x));
        var n = Numerator(x, t);
        // Left of −1000 the quotient is 0; stopping x there keeps −∞·0 away.
        return V.AtLeast(x, V.Of(-1000)) * n / Denominator(x, t, n);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Mish f, V x) where V : struct, ILanes<V>
    {
        // With n/d = tanh: tanh + x·(1 − tanh²)·σ(x) = (n·d + x·k·(1 + t))/d², where k = 4t² for x ≥ 0 and 4t otherwise.
        var z = V.AtMost(V.AtLeast(x, V.Of(-1000)), V.Of(1000));
        var t = V.Exp(-V.Abs(z));
        var n = Numerator(z, t);
        var d = Denominator(z, t, n);
        var k = V.Of(4) * V.IfGreater(V.Of(0), z, t, t * t);
        return V.MulAdd(n, d, z * k * (V.Of(1) + t)) / (d * d);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Mish f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
