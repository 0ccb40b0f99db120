using Relumine.Graph.Operators.Bounds;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>What an activation gives at all, by what is known of its shape.</summary>
internal static class ActivationBounds
{
    // With parameters from 0 on they never fall.
    private static readonly HashSet<string> s_rising =
    [
        "Relu", "LeakyRelu", "ThresholdedRelu", "ClippedRelu", "Relu6", "Elu", "Selu", "Celu", "Softplus",
        "HardSigmoid", "HardTanh", "Sigmoid", "Tanh", "Softsign", "SquaredRelu",
    ];

    // x times a number from 0 to 1, which leaves x its sign.
    private static readonly HashSet<string> s_gated = ["Gelu", "GeluTanh", "Silu", "Mish", "HardSwish"];

    /// <summary>The bounds for arguments between <paramref name="x"/>; null if nothing is known.</summary>
    public static Interval? Of(Activation function, Interval x) =>
        IsRising(function) ? new(function.Value(x.Low), function.Value(x.High))
        : s_gated.Contains(function.Card.Name) ? x.Hull(Interval.Point(0))
        : null;

    private static bool IsRising(Activation function) =>
        s_rising.Contains(function.Card.Name) && (function.Card.Name == "HardTanh" || function.Parameters.All(p => p >= 0));
}
