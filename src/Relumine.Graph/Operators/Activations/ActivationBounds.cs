using Relumine.Graph.Operators.Bounds;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>What an activation gives at all, by what its card says of its course.</summary>
internal static class ActivationBounds
{
    /// <summary>The bounds for arguments between <paramref name="x"/>; null if nothing is known.</summary>
    public static Interval? Of(Activation function, Interval x) => function.Card.Course switch
    {
        Course.Rising => Between(function, x),
        Course.RisingFromParametersOfZero => function.Parameters.All(p => p >= 0) ? Between(function, x) : null,
        Course.Gated => x.Hull(Interval.Point(0)),
        _ => null,
    };

    private static Interval Between(Activation function, Interval x) => new(function.Value(x.Low), function.Value(x.High));
}
