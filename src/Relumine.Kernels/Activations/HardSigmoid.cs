using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The piecewise linear sigmoid: min(max(0, αx + β), 1).</summary>
/// <param name="Alpha">The slope α.</param>
/// <param name="Beta">The value β at 0.</param>
public readonly record struct HardSigmoid(double Alpha, double Beta) : IActivation<HardSigmoid>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "HardSigmoid", "HardSigmoid", @"f(x) = \min(\max(0, \alpha x + \beta), 1)",
        "f(x) = min(max(0, α·x + β), 1)",
        "Courbariaux, Bengio & David 2015, NIPS (BinaryConnect)",
        OnnxForm.Operator("HardSigmoid", 6, new OnnxAttribute("alpha", Parameter: "alpha"), new OnnxAttribute("beta", Parameter: "beta")))
    {
        Parameters = [new("alpha", 0.2, "the slope α (PyTorch: 1/6)"), new("beta", 0.5, "the value β at 0")],
        Range = "[0, 1]",
        Course = Course.RisingFromParametersOfZero,
        Flat = "x < −β/α and x > (1 − β)/α",
        Good = "A gate without an exponential; exact in fixed point arithmetic.",
        Bad = "Saturates on both sides with a slope of exactly 0; two kinks.",
        Frameworks = [("PyTorch", "0 at both kinks")],
    };

    /// <inheritdoc/>
    public static HardSigmoid Default => new(0.2, 0.5);

    /// <inheritdoc/>
    public static HardSigmoid Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in HardSigmoid f) => [f.Alpha, f.Beta];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in HardSigmoid f, V x) where V : struct, ILanes<V> =>
        Clamp.Value(V.MulAdd(V.Of(f.Alpha), x, V.Of(f.Beta)), V.Of(0), V.Of(1));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in HardSigmoid f, V x) where V : struct, ILanes<V>
    {
        var z = V.MulAdd(V.Of(f.Alpha), x, V.Of(f.Beta));
        return V.Of(f.Alpha) * (f.Alpha < 0 ? Clamp.SlopeFromRight(z, V.Of(0), V.Of(1)) : Clamp.SlopeFromLeft(z, V.Of(0), V.Of(1)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in HardSigmoid f, V x) where V : struct, ILanes<V>
    {
        var z = V.MulAdd(V.Of(f.Alpha), x, V.Of(f.Beta));
        return V.Of(f.Alpha) * (f.Alpha < 0 ? Clamp.SlopeFromLeft(z, V.Of(0), V.Of(1)) : Clamp.SlopeFromRight(z, V.Of(0), V.Of(1)));
    }
}
