using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The continuously differentiable exponential linear unit: x for x &gt; 0, α·(e^(x/α) − 1) otherwise.</summary>
/// <param name="Alpha">α, not 0; the limit for x → −∞ is −α.</param>
public readonly record struct Celu(double Alpha) : IActivation<Celu>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Celu", "CELU", @"f(x) = \max(0, x) + \min(0, \alpha(e^{x/\alpha} - 1))",
        "f(x) = x if x > 0, α·(e^(x/α) − 1) otherwise",
        "Barron 2017, arXiv:1704.07483",
        OnnxForm.Operator("Celu", 12, new OnnxAttribute("alpha", Parameter: "alpha")))
    {
        Parameters = [new("alpha", 1, "how far below 0 it goes: the limit for x → −∞ is −α")],
        Range = "(−α, ∞)",
        Course = Course.RisingFromParametersOfZero,
        IsRectifier = true,
        Good = "ELU without the kink: the slope at 0 is 1 from both sides for every α.",
        Bad = "One exponential for each element; saturates at −α, where gradients become small.",
        Frameworks = [("PyTorch", "1")],
    };

    /// <inheritdoc/>
    public static Celu Default => new(1);

    /// <inheritdoc/>
    public static Celu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        Parameters.Require(parameters[0] != 0, Card, 0, parameters[0], "a number other than 0");
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in Celu f) => [f.Alpha];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Celu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), x, V.Of(f.Alpha) * V.Expm1(x / V.Of(f.Alpha)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Celu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), V.Of(1), V.Exp(x / V.Of(f.Alpha)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Celu f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Celu f, Kink kink) => f.Alpha > 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Celu f, V y) where V : struct, ILanes<V> =>
        V.IfGreater(y, V.Of(0), V.Of(1), V.Of(1) + y / V.Of(f.Alpha));
}
