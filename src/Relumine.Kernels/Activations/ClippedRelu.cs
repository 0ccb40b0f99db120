using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The rectifier that stops at a ceiling of one's choice; <see cref="Relu6"/> is the usual one.</summary>
/// <param name="Max">The ceiling c, greater than 0.</param>
public readonly record struct ClippedRelu(double Max) : IActivation<ClippedRelu>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "ClippedRelu", "Clipped ReLU", @"f(x) = \min(\max(0, x), c)",
        "f(x) = min(max(0, x), c)",
        "Hannun et al. 2014, arXiv:1412.5567 (Deep Speech)",
        new OnnxForm(11, [new OnnxStep("y", "Clip", ["x", "0", "max"], [])]))
    {
        Aliases = ["relun"],
        Parameters = [new("max", 20, "the ceiling c")],
        Range = "[0, c]",
        Course = Course.RisingFromParametersOfZero,
        Flat = "x < 0 and x > c",
        IsRectifier = true,
        Good = "Keeps activations bounded in recurrent networks, where ReLU lets them grow.",
        Bad = "Dies like ReLU, and can also get stuck at the ceiling, where the slope is 0 too.",
        Frameworks = [("PyTorch", "1 at 0, 1 at c (clamp)")],
    };

    /// <inheritdoc/>
    public static ClippedRelu Default => new(20);

    /// <inheritdoc/>
    public static ClippedRelu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        Parameters.Require(parameters[0] > 0, Card, 0, parameters[0], "a number greater than 0");
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in ClippedRelu f) => [f.Max];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in ClippedRelu f, V x) where V : struct, ILanes<V> =>
        Clamp.Value(x, V.Of(0), V.Of(f.Max));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in ClippedRelu f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromLeft(x, V.Of(0), V.Of(f.Max));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in ClippedRelu f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromRight(x, V.Of(0), V.Of(f.Max));
}
