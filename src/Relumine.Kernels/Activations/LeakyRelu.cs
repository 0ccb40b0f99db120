using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The rectifier that leaks: x for x &gt; 0, α·x otherwise.</summary>
/// <param name="Alpha">α, the slope of the negative side.</param>
public readonly record struct LeakyRelu(double Alpha) : IActivation<LeakyRelu>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "LeakyRelu",
            "Leaky ReLU",
            @"f(x) = \max(0, x) + \alpha\min(0, x)",
            "f(x) = x if x > 0, α·x otherwise",
            "Maas, Hannun & Ng 2013, ICML Workshop on Deep Learning for Audio, Speech and Language Processing",
            OnnxForm.Operator("LeakyRelu", 6, new OnnxAttribute("alpha", Parameter: "alpha"))
        )
        {
            Aliases = ["leaky", "lrelu"],
            Parameters = [new("alpha", 0.01, "the slope of the negative side")],
            WrittenAs =
            [
                new OnnxForm(7, [new OnnxStep("a", "Mul", ["alpha", "x"], []), new OnnxStep("y", "Max", ["x", "a"], [])]),
                new OnnxForm(7, [new OnnxStep("y", "PRelu", ["x", "alpha"], [])]),
            ],
            Range = "(−∞, ∞)",
            Course = Course.RisingFromParametersOfZero,
            IsRectifier = true,
            Gain = "√(2/(1 + α²)) (He et al. 2015, ICCV)",
            Good = "No unit can die: the slope is nowhere 0. As cheap as ReLU, and f(c·x) = c·f(x) for c > 0 holds too.",
            Bad =
                "Nothing is exactly 0, so activations are not sparse. With a learning rate that is too high it hides the cause: "
                    + "instead of dying, the network diverges.",
            Frameworks = [("PyTorch", "α"), ("TensorFlow", "α"), ("JAX", "1"), ("oneDNN", "α")],
        };

    /// <inheritdoc/>
    public static LeakyRelu Default => new(0.01);

    /// <inheritdoc/>
    public static LeakyRelu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in LeakyRelu f) => [f.Alpha];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in LeakyRelu f, V x) where V : struct, ILanes<V> =>
        V.IfGreater(x, V.Of(0), x, V.Of(f.Alpha) * x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in LeakyRelu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreater(x, V.Of(0), V.Of(1), V.Of(f.Alpha)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in LeakyRelu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreaterOrEqual(x, V.Of(0), V.Of(1), V.Of(f.Alpha)));

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in LeakyRelu f, Kink kink) => f.Alpha > 0 && kink.Lambda == 0;
}
