using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The piecewise quadratic SiLU: x·min(max(0, x + 3), 6)/6.</summary>
public readonly record struct HardSwish : IActivation<HardSwish>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "HardSwish",
            "HardSwish",
            @"f(x) = \frac{x}{6}\min(\max(0, x + 3), 6)",
            "f(x) = x·min(max(0, x + 3), 6)/6",
            "Howard et al. 2019, ICCV (MobileNetV3)",
            OnnxForm.Operator("HardSwish", 14)
        )
        {
            Decomposed = new OnnxForm(
                7,
                [
                    new OnnxStep("h", "HardSigmoid", ["x"], [new OnnxAttribute("alpha", Constant: 1.0 / 6), new OnnxAttribute("beta", Constant: 0.5)]),
                    new OnnxStep("y", "Mul", ["x", "h"], []),
                ]
            ),
            Range = "[−3/8, ∞)",
            Course = Course.Gated,
            Flat = "x < −3",
            IsRectifier = true,
            Good = "Close to SiLU without an exponential; made for telephones and quantisation.",
            Bad = "Two kinks, at −3 and at 3; flat left of −3, where units can die.",
            Frameworks = [("PyTorch", "−½ at −3; at 3 it is 1 in full vectors and 3/2 in the remainder (measured with 1.13 on a processor)")],
        };

    /// <inheritdoc/>
    public static HardSwish Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in HardSwish f, V x) where V : struct, ILanes<V>
    {
        // Left of −3 the second factor is 0; stopping x there keeps −∞·0 away.
        var z = V.AtLeast(x, V.Of(-3));
        return z * (V.AtMost(z + V.Of(3), V.Of(6)) * V.Of(1.0 / 6));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in HardSwish f, V x) where V : struct, ILanes<V>
    {
        var inside = V.MulAdd(V.Of(2), x, V.Of(3)) * V.Of(1.0 / 6);
        return V.IfNaN(x, x, V.IfGreater(x, V.Of(-3), V.IfGreater(x, V.Of(3), V.Of(1), inside), V.Of(0)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in HardSwish f, V x) where V : struct, ILanes<V>
    {
        var inside = V.MulAdd(V.Of(2), x, V.Of(3)) * V.Of(1.0 / 6);
        return V.IfNaN(x, x, V.IfGreaterOrEqual(x, V.Of(-3), V.IfGreaterOrEqual(x, V.Of(3), V.Of(1), inside), V.Of(0)));
    }
}
