using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The rectifier that stops at 6.</summary>
public readonly record struct Relu6 : IActivation<Relu6>
{
    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "Relu6", "ReLU6", @"f(x) = \min(\max(0, x), 6)",
        "f(x) = min(max(0, x), 6)",
        "Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10",
        new OnnxForm(11, [new OnnxStep("y", "Clip", ["x", "0", "6"], [])]))
    {
        Range = "[0, 6]",
        Course = Course.Rising,
        Flat = "x < 0 and x > 6",
        IsRectifier = true,
        Good = "The bounded range survives 8-bit quantisation and half precision; common in networks for telephones.",
        Bad = "Dies like ReLU, and can also get stuck at 6, where the slope is 0 too.",
        Frameworks = [("PyTorch", "0 at 0, 0 at 6"), ("TensorFlow", "0 at 0, 0 at 6"), ("JAX", "0 at 0, 0 at 6"), ("oneDNN", "0 at 0, 1 at 6")],
    };

    /// <inheritdoc/>
    public static Relu6 Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Relu6 f, V x) where V : struct, ILanes<V> =>
        Clamp.Value(x, V.Of(0), V.Of(6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Relu6 f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromLeft(x, V.Of(0), V.Of(6));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Relu6 f, V x) where V : struct, ILanes<V> =>
        Clamp.SlopeFromRight(x, V.Of(0), V.Of(6));
}
