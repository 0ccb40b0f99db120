using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>x/(1 + |x|): like tanh, but it approaches its limits slowly.</summary>
public readonly record struct Softsign : IActivation<Softsign>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Softsign",
            "Softsign",
            @"f(x) = \frac{x}{1 + |x|}",
            "f(x) = x/(1 + |x|)",
            "Bergstra, Desjardins, Lamblin & Bengio 2009, technical report 1337, Université de Montréal",
            OnnxForm.Operator("Softsign", 1)
        )
        {
            WrittenAs =
            [
                new OnnxForm(7, [new OnnxStep("a", "Abs", ["x"], []), new OnnxStep("p", "Add", ["a", "1"], []), new OnnxStep("y", "Div", ["x", "p"], [])]),
            ],
            Range = "(−1, 1)",
            Course = Course.Rising,
            Good = "Saturates with 1/x² instead of exponentially: gradients far from 0 stay usable. No exponential.",
            Bad = "Saturates all the same; the slope is 1 at 0 only.",
        };

    /// <inheritdoc/>
    public static Softsign Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Softsign f, V x) where V : struct, ILanes<V>
    {
        // From 10³⁰ on the quotient rounds to 1; the cut keeps ∞/∞ away.
        var a = V.AtMost(V.Abs(x), V.Of(1e30));
        return V.CopySign(a / (V.Of(1) + a), x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Softsign f, V x) where V : struct, ILanes<V>
    {
        var r = V.Of(1) / (V.Of(1) + V.Abs(x));
        return r * r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Softsign f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Softsign f, Kink kink) => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Softsign f, V y) where V : struct, ILanes<V> =>
        (V.Of(1) - V.Abs(y)) * (V.Of(1) - V.Abs(y));
}
