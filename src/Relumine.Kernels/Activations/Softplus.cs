using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The smooth rectifier: ln(1 + eˣ).</summary>
/// <remarks>Computed as max(0, x) + ln(1 + e^(−|x|)), which neither overflows nor cancels.</remarks>
public readonly record struct Softplus : IActivation<Softplus>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Softplus", "Softplus", @"f(x) = \ln(1 + e^x)",
        "f(x) = ln(1 + eˣ)",
        "Dugas, Bengio, Bélisle, Nadeau & Garcia 2001, NIPS",
        OnnxForm.Operator("Softplus", 1))
    {
        WrittenAs = [new OnnxForm(7, [new OnnxStep("e", "Exp", ["x"], []), new OnnxStep("p", "Add", ["e", "1"], []), new OnnxStep("y", "Log", ["p"], [])])],
        Range = "(0, ∞)",
        Course = Course.Rising,
        IsRectifier = true,
        Good = "Smooth, monotone and positive: good for variances and rates. No unit can die.",
        Bad = "Never 0 and far from 0 in the mean, so deep stacks learn slowly; an exponential and a logarithm for each element.",
    };

    /// <inheritdoc/>
    public static Softplus Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Softplus f, V x) where V : struct, ILanes<V> =>
        V.AtLeast(x, V.Of(0)) + V.Log1p(V.ExpOfNegative(-V.Abs(x)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Softplus f, V x) where V : struct, ILanes<V> =>
        Sigmoid.Of(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Softplus f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Softplus f, Kink kink) => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Softplus f, V y) where V : struct, ILanes<V> =>
        -V.Expm1(-y);
}
