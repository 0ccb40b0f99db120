using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>What an operator knows when it bounds an element of its output.</summary>
/// <param name="node">The node.</param>
/// <param name="shapes">The shapes and constants of its graph.</param>
/// <param name="inputs">What the elements of each input that play a role lie between; null for an input that is left out.</param>
/// <param name="rounding">A bound of the rounding error of one operation, relative to its operands, with room to spare.</param>
internal sealed class BoundsContext(Node node, IShapes shapes, Interval?[] inputs, double rounding)
{
    // Sums in double precision: the error of one addition, with room to spare.
    private const double DoubleRounding = 1.0 / (1L << 51);

    /// <summary>The number of inputs, those left out included.</summary>
    public int Count => inputs.Length;

    /// <summary>What the elements of input <paramref name="i"/> lie between; everything if it is left out.</summary>
    public Interval this[int i] => Has(i) ? inputs[i]!.Value : Interval.Everything;

    /// <summary>What all inputs together lie between, combined one after another.</summary>
    public Interval Fold(Func<Interval, Interval, Interval> combine) => Enumerable.Range(0, Count).Select(i => this[i]).Aggregate(combine);

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool Has(int i) => i < inputs.Length && inputs[i] is not null;

    /// <summary>The shape of input <paramref name="i"/>, which must be given.</summary>
    public Shape ShapeOf(int i) => shapes[node.Inputs[i]].Shape;

    /// <summary>The constant that input <paramref name="i"/> is, or null.</summary>
    public ModelTensor? Constant(int i) => Has(i) ? shapes.Constant(node.Inputs[i]) : null;

    /// <summary>How many elements of input 0 an element of output 0 is made of, where a reduction shares them out evenly.</summary>
    public int Terms => ShapeOf(0).ElementCount / Math.Max(1, shapes[node.Outputs[0]].Shape.ElementCount);

    /// <summary>Bounds, widened for what the operator rounds; 0 stays a bound where it is one.</summary>
    /// <param name="exact">The bounds of the exact result.</param>
    /// <param name="operations">How many operations round one after another.</param>
    public Interval Rounded(Interval exact, double operations = 1) => Rounding.Widen(exact, rounding * operations * Sizes(exact));

    /// <summary>Bounds of what is made of <see cref="Terms"/> elements in double precision, widened for what that rounds, and the result once more.</summary>
    public Interval RoundedSum(Interval exact) =>
        Rounding.Widen(exact, (rounding * Sizes(exact)) + (DoubleRounding * Terms * Math.Max(Terms * inputs.Max(i => i?.Magnitude ?? 0), exact.Magnitude)));

    // What one operation rounds is at most a part of its operands and of its result.
    private double Sizes(Interval exact) => inputs.Max(i => i?.Magnitude ?? 0) + exact.Magnitude;
}
