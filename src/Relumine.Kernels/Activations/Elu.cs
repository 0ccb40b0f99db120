using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The exponential linear unit: x for x &gt; 0, α·(eˣ − 1) otherwise.</summary>
/// <param name="Alpha">α; the limit for x → −∞ is −α.</param>
public readonly record struct Elu(double Alpha) : IActivation<Elu>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Elu", "ELU", @"f(x) = \begin{cases} x & x > 0 \\ \alpha(e^x - 1) & x \le 0 \end{cases}",
        "f(x) = x if x > 0, α·(eˣ − 1) otherwise",
        "Clevert, Unterthiner & Hochreiter 2016, ICLR",
        OnnxForm.Operator("Elu", 6, new OnnxAttribute("alpha", Parameter: "alpha")))
    {
        Parameters = [new("alpha", 1, "how far below 0 it goes: the limit for x → −∞ is −α")],
        Range = "(−α, ∞)",
        Course = Course.RisingFromParametersOfZero,
        IsRectifier = true,
        Gain = "1.2452 for α = 1: E f² = 1 + e²Φ(−2) − 2√e·Φ(−1)",
        Good = "Negative values bring the mean of the outputs nearer to 0; the slope is nowhere 0; with α = 1 there is no kink.",
        Bad = "One exponential for each element; saturates at −α, where gradients become small.",
        Frameworks = [("PyTorch", "α"), ("TensorFlow", "1"), ("JAX", "α"), ("oneDNN", "α")],
    };

    /// <inheritdoc/>
    public static Elu Default => new(1);

    /// <inheritdoc/>
    public static Elu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in Elu f) => [f.Alpha];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Elu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), x, V.Of(f.Alpha) * V.Expm1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Elu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), V.Of(1), V.Of(f.Alpha) * V.Exp(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Elu f, V x) where V : struct, ILanes<V> =>
        V.IfGreaterOrEqual(x, V.Of(0), V.Of(1), V.Of(f.Alpha) * V.Exp(x));

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Elu f, Kink kink) => f.Alpha > 0 && (kink.Lambda == 0 || f.Alpha == 1);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Elu f, V y) where V : struct, ILanes<V> =>
        V.IfGreater(y, V.Of(0), V.Of(1), y + V.Of(f.Alpha));
}
