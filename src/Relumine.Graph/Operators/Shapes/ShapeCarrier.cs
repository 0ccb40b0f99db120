using Relumine.Graph.Operators.Indexing;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>Shape: harmless as long as nobody asks it for the number of units.</summary>
internal sealed class ShapeCarrier : ICarrier
{
    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (map.SlotsOf(node.Inputs[0]) is { } along && Asks(node, along.Axis, map))
        {
            map.Pin(node.Inputs[0], new(node, "tells other nodes the number of units"));
        }

        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
    }

    private static bool Asks(Node node, int axis, IUnitMap map)
    {
        var rank = map.Shapes[node.Inputs[0]].Shape.Rank;
        var shape = (ShapeOf)node.Op;
        var (start, end) = (Place(shape.Start, rank), Place(shape.End ?? rank, rank));
        return axis >= start && axis < end
            && map.ReadersOf(node.Outputs[0]).Any(n => !(n.Op is Gather && n.Inputs[0] == node.Outputs[0] && map.Shapes.Constant(n.Inputs[1]) is { } indices
                    && indices.ToInt64().All(i => (i < 0 ? i + (end - start) : i) != axis - start)))
            || map.IsOutput(node.Outputs[0]);
    }

    private static int Place(int axis, int rank) => Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}
