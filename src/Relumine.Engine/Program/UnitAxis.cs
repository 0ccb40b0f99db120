using Relumine.Graph.Models;
using Relumine.Graph.Operators;

namespace Relumine.Engine.Program;

/// <summary>
/// Finds which axis of a pre-activation counts units, by going back to the operator that made them: the columns of a
/// matrix product, the channels of a convolution. Where that fails: axis 1 from rank 3 on, else the last axis.
/// </summary>
internal sealed class UnitAxis
{
    private readonly ShapeInference _shapes;
    private readonly Dictionary<string, (int Axis, LayerKind Kind)> _traced = [];

    /// <summary>Follows the units of every value of a graph, forwards, each once: paths through residual sums are too many.</summary>
    public UnitAxis(ShapeInference shapes, ModelGraph graph)
    {
        _shapes = shapes;
        foreach (var node in graph.Nodes)
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

        // Follow the first input that has all axes. Where the operator does not say, an axis stays in its place.
        var shape = _shapes[output].Shape;
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var input = node.Inputs[i];
            if (_traced.TryGetValue(input, out var before) && _shapes.Varies(input) && _shapes[input].Shape is var from && from.Rank == shape.Rank
                && (node.Op.KeptAxis(node, _shapes, i, before.Axis) ?? before.Axis) is var axis && from[before.Axis] == shape[axis])
            {
                return (axis, before.Kind);
            }
        }

        return null;
    }
}
