using Relumine.Graph.Models;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>
/// Other shapes for the same elements, as long as all elements of a unit stay along one axis: a channel becomes a block
/// of columns (or every so-manyth column, where channels come last), or a block of columns a channel.
/// </summary>
internal sealed class ReshapeCarrier : ICarrier
{
    /// <inheritdoc/>
    public bool Knows(Node node, UnitMap map) => node.Op is Reshape or Flatten or Squeeze or Unsqueeze;

    /// <inheritdoc/>
    public string? Trace(Node node, UnitMap map)
    {
        if (map.Lane(node.Inputs[0]) is not { } lane)
        {
            return "works on a value whose units are not known";
        }

        var (from, to) = (map.Shapes[node.Inputs[0]].Shape, map.Shapes[node.Outputs[0]].Shape);
        if (AxisOf(from, lane, to) is not { } axis)
        {
            return $"makes {to} of {from}, which does not keep units together";
        }

        if (WhyFixed(node, lane, axis, to, map) is { } reason)
        {
            return reason;
        }

        var slots = Spread(from, lane, to, axis, map);
        map.Carry(node, axis, slots);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, TrimEdit edit)
    {
        if (node.Op is not Reshape || edit.KeptOf(node.Outputs[0]) is not { } kept)
        {
            return;
        }

        var axis = edit.Map.Lane(node.Outputs[0])!.Axis;
        var shape = edit.Map.Shapes.Constant(node.Inputs[1])!.ToInt64();
        if (shape[axis] > 0)
        {
            shape[axis] = kept.Length;
            edit.Replace(node with { Inputs = new[] { node.Inputs[0], edit.Store(node.Inputs[1], ModelTensor.Vector<long>(shape)) } });
        }
    }

    private static int? AxisOf(Shape from, Lane lane, Shape to)
    {
        for (var axis = 0; axis < to.Rank; axis++)
        {
            if ((to[axis] > 1 || lane.Length == 1) && Place(from, lane, to, axis) is not null)
            {
                return axis;
            }
        }

        return null;
    }

    /// <summary>How many elements of the output's axis a unit takes up in one piece, if all of its pieces lie along that axis; 0 if a unit of the output is several of the input.</summary>
    private static int? Place(Shape from, Lane lane, Shape to, int axis)
    {
        var outer = to.Product(0, axis);
        if (outer == from.Product(0, lane.Axis) && lane.Length % to[axis] == 0 && lane.Length > to[axis])
        {
            return 0;
        }

        // Dimensions from one in front of the units' up to one behind it become one.
        for (var first = lane.Axis; first >= 0; first--)
        {
            for (var end = lane.Axis + 1; end <= from.Rank; end++)
            {
                if (from.Product(0, first) == outer && from.Product(first, end) == to[axis])
                {
                    return from.Product(lane.Axis + 1, end);
                }
            }
        }

        return null;
    }

    private static int[] Spread(Shape from, Lane lane, Shape to, int axis, UnitMap map)
    {
        var slots = new int[to[axis]];
        var piece = Place(from, lane, to, axis)!.Value;
        for (var i = 0; piece > 0 && i < slots.Length; i++)
        {
            slots[i] = lane.Slots[i / piece % lane.Length];
        }

        // Several units become one, which stays if one of them does.
        var several = lane.Length / slots.Length;
        for (var i = 0; piece == 0 && i < lane.Length; i++)
        {
            slots[i / several] = lane.Slots[i];
            map.Slots.Join(lane.Slots[i / several * several], lane.Slots[i]);
        }

        return slots;
    }

    // Why the shape could not follow if units went.
    private static string? WhyFixed(Node node, Lane lane, int axis, Shape to, UnitMap map)
    {
        if (node.Op is Squeeze && node.Inputs.Count < 2)
        {
            return "takes away whatever dimension is 1";
        }

        if (node.Op is not Reshape reshape)
        {
            return null;
        }

        var shape = map.Shapes.Constant(node.Inputs[1])!.ToInt64();
        bool Copies(int i) => shape[i] == 0 && !reshape.AllowZero;
        if (Enumerable.Range(0, shape.Length).Any(i => i != axis && i == lane.Axis && Copies(i)))
        {
            return "copies the number of units to another axis";
        }

        return shape[axis] == -1 || (Copies(axis) && axis == lane.Axis && to[axis] == lane.Length) || (shape[axis] > 0 && map.Sources.IsPure(node.Inputs[1]))
            ? null
            : "has a shape that other nodes compute";
    }
}
