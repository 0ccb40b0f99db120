using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The scaled exponential linear unit, whose two constants make mean 0 and variance 1 a fixed point.</summary>
/// <param name="Alpha">α; the limit for x → −∞ is −λα.</param>
/// <param name="Gamma">The scale λ, which ONNX calls gamma.</param>
public readonly record struct Selu(double Alpha, double Gamma) : IActivation<Selu>
{
    /// <summary>α = −√(2/π) / (erfc(1/√2)·√e − 1).</summary>
    public const double FixedPointAlpha = 1.67326324235437728;

    /// <summary>λ = (1 − √e·erfc(1/√2))·√(2π / (2 + π − 2√e(2+π)erfc(1/√2) + eπ·erfc(1/√2)² + 2e²·erfc(√2))).</summary>
    public const double FixedPointGamma = 1.05070098735548049;

    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Selu",
            "SELU",
            @"f(x) = \lambda\begin{cases} x & x > 0 \\ \alpha(e^x - 1) & x \le 0 \end{cases}",
            "f(x) = λ·x if x > 0, λ·α·(eˣ − 1) otherwise",
            "Klambauer, Unterthiner, Mayr & Hochreiter 2017, NIPS",
            OnnxForm.Operator("Selu", 6, new OnnxAttribute("alpha", Parameter: "alpha"), new OnnxAttribute("gamma", Parameter: "gamma"))
        )
        {
            Parameters = [new("alpha", FixedPointAlpha, "how far below 0 it goes, before scaling"), new("gamma", FixedPointGamma, "the scale λ")],
            WrittenAs =
            [
                new OnnxForm(
                    7,
                    [new OnnxStep("e", "Elu", ["x"], [new OnnxAttribute("alpha", Parameter: "alpha")]), new OnnxStep("y", "Mul", ["gamma", "e"], [])]
                ),
            ],
            Range = "(−λα, ∞)",
            Course = Course.Rising,
            IsRectifier = true,
            Gain = "1: the constants are chosen so that E f = 0 and E f² = 1 (PyTorch uses ¾, found by trial)",
            Good =
                "Activations of deep dense networks normalise themselves: mean 0 and variance 1 attract, without batch normalisation. "
                    + "Needs LeCun initialisation and alpha dropout.",
            Bad =
                "The promise holds for dense layers with independent inputs only; weights of another variance, biases or skip connections break it. "
                    + "One exponential for each element.",
            Frameworks = [("PyTorch", "1.75810 (λα)"), ("TensorFlow", "1.05070 (λ)"), ("JAX", "1.75810 (λα)")],
        };

    /// <inheritdoc/>
    public static Selu Default => new(FixedPointAlpha, FixedPointGamma);

    /// <inheritdoc/>
    public static Selu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in Selu f) => [f.Alpha, f.Gamma];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Selu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), V.Of(f.Gamma) * x, V.Of(f.Gamma * f.Alpha) * V.Expm1(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Selu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), V.Of(f.Gamma), V.Of(f.Gamma * f.Alpha) * V.Exp(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Selu f, V x) where V : struct, ILanes<V> =>
        V.IfGreaterOrEqual(x, V.Of(0), V.Of(f.Gamma), V.Of(f.Gamma * f.Alpha) * V.Exp(x));

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Selu f, Kink kink) => f.Alpha > 0 && f.Gamma > 0 && kink.Lambda == 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Selu f, V y) where V : struct, ILanes<V> =>
        V.IfGreater(y, V.Of(0), V.Of(f.Gamma), y + V.Of(f.Gamma * f.Alpha));
}
