using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The Gaussian error linear unit: x·Φ(x), Φ being the distribution function of the normal distribution.</summary>
/// <remarks>
/// Computed as max(0, x) − a·(1 − Φ(a)) with a = |x|, so that nothing cancels in the left tail, where ½·x·(1 + erf(x/√2)) loses all digits.
/// </remarks>
public readonly record struct Gelu : IActivation<Gelu>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Gelu",
            "GELU",
            @"f(x) = x\,\Phi(x) = \frac{x}{2}\left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)",
            "f(x) = x·Φ(x) = ½·x·(1 + erf(x/√2))",
            "Hendrycks & Gimpel 2016, arXiv:1606.08415",
            OnnxForm.Operator("Gelu", 20, new OnnxAttribute("approximate", Text: "none"))
        )
        {
            Decomposed = new OnnxForm(
                9,
                [
                    new OnnxStep("s", "Mul", ["x", "0.70710678118654752"], []),
                    new OnnxStep("e", "Erf", ["s"], []),
                    new OnnxStep("p", "Add", ["e", "1"], []),
                    new OnnxStep("h", "Mul", ["x", "0.5"], []),
                    new OnnxStep("y", "Mul", ["h", "p"], []),
                ]
            ),
            Range = "[−0.1700, ∞)",
            Course = Course.Gated,
            IsRectifier = true,
            Good = "Smooth; the custom in transformers. The slope is 0 at one point only, so no unit dies.",
            Bad = "The error function is expensive; nothing is exactly 0, though far to the left nearly so.",
        };

    /// <inheritdoc/>
    public static Gelu Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Gelu f, V x) where V : struct, ILanes<V> =>
        V.SubtractNormalTail(V.AtLeast(x, V.Of(0)), x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Gelu f, V x) where V : struct, ILanes<V>
    {
        // Φ + x·φ; on the left, where Φ = 1 − Φ(a), it is (1 − Φ(a)) − a·φ(a), and on the right 1 minus that.
        var left = V.NormalTailSlope(x);
        return V.IfGreater(x, V.Of(0), V.Of(1) - left, left);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Gelu f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
