using Relumine.Graph.Models;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Program;

/// <summary>
/// Finds which axis of a pre-activation counts units, by going back to the weights that made it: the columns of a
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
        var shape = _shapes[output].Shape;
        var rank = shape.Rank;
        switch (node.Op.Type)
        {
            case "Conv" or "ConvTranspose":
                return (1, LayerKind.Channel);
            case "Gemm":
                return (1, LayerKind.Dense);
            case "MatMul":
                var weightsLeft = !_shapes.Varies(node.Inputs[0]) && _shapes[node.Inputs[1]].Shape.Rank >= 2;
                return (Math.Max(0, weightsLeft ? rank - 2 : rank - 1), LayerKind.Dense);
            case "Transpose":
                var perm = ((Transpose)node.Op).Perm;
                return _traced.TryGetValue(node.Inputs[0], out var before) ? (perm.Count == 0 ? rank - 1 - before.Axis : perm.ToList().IndexOf(before.Axis), before.Kind) : null;
            default:
                // Element by element, and pooling: the axes stay. Follow the first input that has them all.
                foreach (var input in node.Inputs)
                {
                    if (_traced.TryGetValue(input, out var same) && _shapes.Varies(input) && _shapes[input].Shape is var from && from.Rank == rank && from[same.Axis] == shape[same.Axis])
                    {
                        return same;
                    }
                }

                return null;
        }
    }
}
