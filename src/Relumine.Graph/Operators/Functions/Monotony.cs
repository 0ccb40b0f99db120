using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>Where a function of one number rises throughout, or falls; elsewhere it gives no number.</summary>
/// <param name="Falls">Whether it falls.</param>
/// <param name="From">Where it begins to be defined.</param>
/// <param name="To">Where it ends to be.</param>
internal sealed record Monotony(bool Falls, double From, double To)
{
    /// <summary>It never falls.</summary>
    public static Monotony Rises { get; } = RisesOn(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>It never falls where it is defined.</summary>
    public static Monotony RisesOn(double from, double to) => new(false, from, to);

    /// <summary>It never rises where it is defined.</summary>
    public static Monotony FallsOn(double from, double to) => new(true, from, to);

    /// <summary>The function's bounds: what it gives at the bounds of its argument.</summary>
    public Interval Of(Op function, Interval x)
    {
        var ends = ModelTensor.Vector(Math.Clamp(x.Low, From, To), Math.Clamp(x.High, From, To));
        var values = ModelTensor.Zeros(ElementType.Float64, ends.Shape);
        function.Forward(new ForwardContext([ends], [values]));
        var (first, last) = (values.Values<double>()[0], values.Values<double>()[1]);
        return Falls ? new(last, first) : new(first, last);
    }
}
