using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The square of the rectifier: max(0, x)².</summary>
public readonly record struct SquaredRelu : IActivation<SquaredRelu>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "SquaredRelu", "Squared ReLU", @"f(x) = \max(0, x)^2",
        "f(x) = max(0, x)²",
        "So et al. 2021, NeurIPS (Primer)",
        new OnnxForm(7, [new OnnxStep("r", "Relu", ["x"], []), new OnnxStep("y", "Mul", ["r", "r"], [])]))
    {
        Aliases = ["relu2", "relu²"],
        Range = "[0, ∞)",
        Course = Course.Rising,
        Flat = "x < 0",
        IsRectifier = true,
        Gain = "√(2/3)",
        Good = "Differentiable everywhere, also at 0; good in the feed-forward part of transformers, and sparse like ReLU.",
        Bad = "Grows with the square, so scale does not pass through and deep stacks need normalisation; dies like ReLU.",
    };

    /// <inheritdoc/>
    public static SquaredRelu Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in SquaredRelu f, V x) where V : struct, ILanes<V>
    {
        var r = V.AtLeast(x, V.Of(0));
        return r * r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in SquaredRelu f, V x) where V : struct, ILanes<V>
    {
        var r = V.AtLeast(x, V.Of(0));
        return r + r;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in SquaredRelu f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
