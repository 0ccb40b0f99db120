using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The rectifier: max(0, x).</summary>
public readonly record struct Relu : IActivation<Relu>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Relu",
            "ReLU",
            @"f(x) = \max(0, x)",
            "f(x) = x if x > 0, 0 otherwise",
            "Fukushima 1969, IEEE Trans. Systems Science and Cybernetics 5(4); for deep networks Nair & Hinton 2010, ICML, and Glorot, Bordes & Bengio 2011, "
                + "AISTATS",
            OnnxForm.Operator("Relu", 6)
        )
        {
            Aliases = ["rectifier", "ramp"],
            Range = "[0, ∞)",
            Course = Course.Rising,
            Flat = "x < 0",
            IsRectifier = true,
            Gain = "√2 (He et al. 2015, ICCV)",
            Good = "Cheap; the slope of 1 does not shrink gradients; the zeros make activations sparse; scale passes through, f(c·x) = c·f(x) for c > 0.",
            Bad = "A unit whose input is negative on all data has slope 0 there, gets no gradient and stays dead; the output has a positive mean.",
            Frameworks = [("PyTorch", "0"), ("TensorFlow", "0"), ("JAX", "0"), ("oneDNN", "0")],
        };

    /// <inheritdoc/>
    public static Relu Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Relu f, V x) where V : struct, ILanes<V> => V.AtLeast(x, V.Of(0));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Relu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreater(x, V.Of(0), V.Of(1), V.Of(0)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Relu f, V x) where V : struct, ILanes<V> =>
        V.IfNaN(x, x, V.IfGreaterOrEqual(x, V.Of(0), V.Of(1), V.Of(0)));

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Relu f, Kink kink) => kink.Lambda == 0;
}
