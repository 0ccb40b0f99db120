using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The hyperbolic tangent.</summary>
public readonly record struct Tanh : IActivation<Tanh>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Tanh", "Tanh", @"f(x) = \tanh x",
        "f(x) = (eˣ − e^(−x))/(eˣ + e^(−x))",
        "LeCun, Bottou, Orr & Müller 1998, Efficient BackProp",
        OnnxForm.Operator("Tanh", 6))
    {
        Range = "(−1, 1)",
        Course = Course.Rising,
        Gain = "1.5925 (PyTorch uses 5/3, found by trial)",
        Good = "Odd, so its outputs have mean 0; slope 1 at 0; bounded: the custom in recurrent networks.",
        Bad = "Saturates exponentially on both sides: gradients vanish in deep stacks.",
    };

    /// <inheritdoc/>
    public static Tanh Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Tanh f, V x) where V : struct, ILanes<V> =>
        V.Tanh(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Tanh f, V x) where V : struct, ILanes<V>
    {
        // 1 − tanh² = 4t/(1 + t)² with t = e^(−2|x|), which does not cancel.
        var t = V.Exp(V.Of(-2) * V.Abs(x));
        return V.Of(4) * t / Sigmoid.SquareOfOnePlus(t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Tanh f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Tanh f, Kink kink) => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Tanh f, V y) where V : struct, ILanes<V> =>
        (V.Of(1) - y) * (V.Of(1) + y);
}
