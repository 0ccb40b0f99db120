using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>What a node knows when it says the ranges of its output.</summary>
/// <param name="node">The node.</param>
/// <param name="map">Where values carry units.</param>
/// <param name="of">The ranges of a value, unit by unit if they are known so.</param>
/// <param name="rounding">A bound of the rounding error of one operation.</param>
internal sealed class RangeContext(Node node, IUnitMap map, Func<string, ValueRange> of, double rounding)
{
    /// <summary>The node.</summary>
    public Node Node => node;

    /// <summary>Where values carry units.</summary>
    public IUnitMap Map => map;

    /// <summary>Where the output carries units, or null.</summary>
    public SlotAxis? Along { get; } = map.SlotsOf(node.Outputs[0]);

    /// <summary>A bound of the rounding error of one operation.</summary>
    public double Rounding => rounding;

    /// <summary>The ranges of input <paramref name="i"/>: as a whole unless the output carries units.</summary>
    public ValueRange Of(int i) => Along is null ? of(node.Inputs[i]).Hull : of(node.Inputs[i]);

    /// <summary>The ranges of input <paramref name="i"/> for each unit of the output, or as a whole where their numbers differ.</summary>
    public ValueRange ByUnit(int i) =>
        Of(i) is var range && Along is { } along && range.Length == along.Length && map.SlotsOf(node.Inputs[i])?.Length == along.Length ? range : range.Hull;

    /// <summary>The ranges by <see cref="Op.Bounds"/>, for each unit by itself.</summary>
    public ValueRange ByElement()
    {
        var inputs = node.Inputs.Select((name, i) => name.Length == 0 ? null : Parameter(i) ?? ByUnit(i)).ToArray();
        var length = inputs.Max(r => r?.Length ?? 1);
        Interval? Bounds(int unit) => node.Op.Bounds(new(node, map.Shapes, Array.ConvertAll(inputs, r => r?[unit]), rounding));
        return Bounds(0) is null ? ValueRange.Unknown : ValueRange.Of(length, i => Bounds(i) ?? Interval.Everything);
    }

    // A constant with a number for each unit.
    private ValueRange? Parameter(int i)
    {
        if (Along is not { } along || map.Shapes.Constant(node.Inputs[i]) is not { } constant || !constant.Type.IsFloat() || constant.Length != along.Length)
        {
            return null;
        }

        var axis = along.Axis - (map.Shapes[node.Outputs[0]].Shape.Rank - constant.Shape.Rank);
        return axis >= 0 && constant.Shape[axis] == along.Length ? ValueRange.Of(along.Length, u => Interval.Point(constant.NumberAt(u))) : null;
    }
}
