using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

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
    private static V Denominator<V>(V x, V t) where V : struct, ILanes<V>
    {
        var zero = V.Of(0);
        return V.MulAdd(V.IfGreater(zero, x, t, t + t), t + V.IfGreater(zero, x, V.Of(2), V.Of(1)), V.IfGreater(zero, x, V.Of(2), V.Of(1)));
    }

    /// <inheritdoc/>
    public static Card Card { get; } =
        new("Mish", "Mish", @"f(x) = x\tanh(\ln(1 + e^x))", "f(x) = x·tanh(ln(1 + eˣ))", "Misra 2020, BMVC", OnnxForm.Operator("Mish", 18))
        {
            Decomposed = new OnnxForm(
                7,
                [new OnnxStep("p", "Softplus", ["x"], []), new OnnxStep("t", "Tanh", ["p"], []), new OnnxStep("y", "Mul", ["x", "t"], [])]
            ),
            Range = "[−0.3088, ∞)",
            Course = Course.Gated,
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
        var t = V.ExpOfNegative(-V.Abs(x));
        var n = Numerator(x, t);
        // Left of −1000 the quotient is 0; stopping x there keeps −∞·0 away.
        return V.AtLeast(x, V.Of(-1000)) * n / Denominator(x, t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Mish f, V x) where V : struct, ILanes<V>
    {
        // With n/d = tanh it is (n·d + x·k·(1 + t))/d², where k = 4t² for x ≥ 0 and 4t otherwise. Multiplied out, the
        // numerator is 1 + 4t + (6 + 4x)t² + (4 + 4x)t³ or (4 + 4x)t + (6 + 4x)t² + 4t³ + t⁴: what cancels, cancels exactly.
        var z = V.AtMost(V.AtLeast(x, V.Of(-1000)), V.Of(1000));
        var t = V.ExpOfNegative(-V.Abs(z));
        var four = V.MulAdd(V.Of(4), z, V.Of(4));
        var p = V.MulAdd(t, V.IfGreater(V.Of(0), z, V.Of(4) + t, four), V.MulAdd(V.Of(4), z, V.Of(6)));
        p = V.MulAdd(t, p, V.IfGreater(V.Of(0), z, four, V.Of(4)));
        p = V.MulAdd(t, p, V.IfGreater(V.Of(0), z, V.Of(0), V.Of(1)));
        // (2 + 2t + t²)² or (1 + 2t + 2t²)², multiplied out too
        var d = V.MulAdd(t, V.IfGreater(V.Of(0), z, V.Of(4) + t, V.MulAdd(V.Of(4), t, V.Of(8))), V.Of(8));
        d = V.MulAdd(t, d, V.IfGreater(V.Of(0), z, V.Of(8), V.Of(4)));
        return p / V.MulAdd(t, d, V.IfGreater(V.Of(0), z, V.Of(4), V.Of(1)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Mish f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
