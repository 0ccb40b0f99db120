using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The rectifier that lets through only what exceeds a threshold: x for x &gt; θ, 0 otherwise.</summary>
/// <param name="Theta">θ, the threshold.</param>
public readonly record struct ThresholdedRelu(double Theta) : IActivation<ThresholdedRelu>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "ThresholdedRelu", "Thresholded ReLU", @"f(x) = x\,[x > \theta]",
        "f(x) = x if x > θ, 0 otherwise",
        "Konda, Memisevic & Krueger 2015, ICLR (zero-bias autoencoders)",
        OnnxForm.Operator("ThresholdedRelu", 10, new OnnxAttribute("alpha", Parameter: "alpha")))
    {
        Aliases = ["trec"],
        Parameters = [new("alpha", 1, "the threshold θ")],
        Range = "{0} ∪ (θ, ∞)",
        Course = Course.RisingFromParametersOfZero,
        Flat = "x < θ",
        IsRectifier = true,
        Good = "Selects features without shrinking those that it selects, so no bias is needed; very sparse.",
        Bad = "Jumps at θ, where no derivative exists, not even one-sided from the right; units die as with ReLU, and sooner.",
        Frameworks = [("PyTorch", "0 (threshold)")],
    };

    /// <inheritdoc/>
    public static ThresholdedRelu Default => new(1);

    /// <inheritdoc/>
    public static ThresholdedRelu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in ThresholdedRelu f) => [f.Theta];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in ThresholdedRelu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(f.Theta), x, V.IfNaN(x, x, V.Of(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in ThresholdedRelu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreater(x, V.Of(f.Theta), V.Of(1), V.Of(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in ThresholdedRelu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreaterOrEqual(x, V.Of(f.Theta), V.Of(1), V.Of(0)));

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in ThresholdedRelu f, Kink kink) => f.Theta >= 0 && kink.Lambda == 0;
}
