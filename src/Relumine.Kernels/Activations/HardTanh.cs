using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The identity, cut off at two bounds: the piecewise linear tanh, and ONNX's Clip.</summary>
/// <param name="Min">The lower bound.</param>
/// <param name="Max">The upper bound, greater than <paramref name="Min"/>.</param>
public readonly record struct HardTanh(double Min, double Max) : IActivation<HardTanh>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "HardTanh", "HardTanh", @"f(x) = \min(\max(a, x), b)",
        "f(x) = min(max(a, x), b)",
        "Collobert 2004, thesis, Université Paris 6 (large scale machine learning)",
        new OnnxForm(11, [new OnnxStep("y", "Clip", ["x", "min", "max"], [])]))
    {
        Aliases = ["clip", "clamp"],
        Parameters = [new("min", -1, "the lower bound a"), new("max", 1, "the upper bound b")],
        Range = "[a, b]",
        Course = Course.Rising,
        Flat = "x < a and x > b",
        Good = "The shape of tanh for the price of ReLU; exact in fixed point arithmetic.",
        Bad = "Saturates on both sides with a slope of exactly 0: what is pushed outside gets no gradient.",
        Frameworks = [("PyTorch", "0 at both (hardtanh), 1 at both (clamp)")],
    };

    /// <inheritdoc/>
    public static HardTanh Default => new(-1, 1);

    /// <inheritdoc/>
    public static HardTanh Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        Parameters.Require(parameters[0] < parameters[1], Card, 1, parameters[1], FormattableString.Invariant($"a number greater than min = {parameters[0]}"));
        return new(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in HardTanh f) => [f.Min, f.Max];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in HardTanh f, V x) where V : struct, ILanes<V> =>
        Clamp.Value(x, V.Of(f.Min), V.Of(f.Max));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in HardTanh f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromLeft(x, V.Of(f.Min), V.Of(f.Max));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in HardTanh f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromRight(x, V.Of(f.Min), V.Of(f.Max));
}
