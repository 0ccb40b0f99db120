using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Program;

/// <summary>
/// Finds which axis of a pre-activation counts units, by going back to the operator that made them: the columns of a
/// matrix product, the channels of a convolution. Where that fails: axis 1 from rank 3 on, else the last axis.
/// </summary>
internal sealed class UnitAxis
{
    private readonly ShapeInference _shapes;
    private readonly Dictionary<string, (int Axis, LayerKind Kind)> _traced = [];

    /// <summary>Follows the units of what nodes make, forwards, each once: paths through residual sums are too many.</summary>
    public UnitAxis(ShapeInference shapes, IEnumerable<Node> nodes)
    {
        _shapes = shapes;
        foreach (var node in nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                if (Trace(node, output) is { } found)
                {
                    _traced[output] = found;
                }
            }
        }
    }

    /// <summary>The axis and the kind of the units of <paramref name="value"/>.</summary>
    public (int Axis, LayerKind Kind) Of(string value)
    {
        var rank = _shapes[value].Shape.Rank;
        return _traced.TryGetValue(value, out var found) ? found : rank >= 3 ? (1, LayerKind.Channel) : (Math.Max(0, rank - 1), LayerKind.Dense);
    }

    private (int Axis, LayerKind Kind)? Trace(Node node, string output)
    {
        if (node.Op.UnitsMade(node, _shapes) is { } made)
        {
            return (made.Axis, made.AreChannels ? LayerKind.Channel : LayerKind.Dense);
        }

        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var input = node.Inputs[i];
            if (_traced.TryGetValue(input, out var before) && _shapes.Varies(input) && Follow(node, i, before.Axis, _shapes[output].Shape) is { } axis)
            {
                return (axis, before.Kind);
            }
        }

        return null;
    }

    // The axis on which the units of an input lie behind a node.
    private int? Follow(Node node, int input, int axis, Shape to)
    {
        var from = _shapes[node.Inputs[input]].Shape;
        if (node.Op.IsReshape)
        {
            // The axis goes on where as many elements are outside of it, and it has as many itself.
            return Enumerable.Range(0, to.Rank).Cast<int?>()
                .FirstOrDefault(a => to[a!.Value] == from[axis] && to.Product(0, a.Value) == from.Product(0, axis));
        }

        if (node.Op.KeptAxis(node, _shapes, input, axis) is { } kept)
        {
            return to[kept] == from[axis] ? kept : null;
        }

        // Where the operator does not say, an axis stays in its place; units that are put behind others or cut out lie along it still.
        return from.Rank == to.Rank && (from[axis] == to[axis] || from.With(axis, to[axis]).Equals(to)) ? axis : null;
    }
}
