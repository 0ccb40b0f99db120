using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>
/// Other shapes for the same elements, as long as all elements of a unit stay along one axis: a channel becomes a block
/// of columns (or every so-manyth column, where channels come last), or a block of columns a channel.
/// </summary>
internal class ReshapeCarrier : ICarrier
{
    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (map.SlotsOf(node.Inputs[0]) is not { } along)
        {
            return "works on a value whose units are not known";
        }

        var (from, to) = (map.Shapes[node.Inputs[0]].Shape, map.Shapes[node.Outputs[0]].Shape);
        if (AxisOf(from, along, to) is not { } axis)
        {
            return $"makes {to} of {from}, which does not keep units together";
        }

        if (WhyFixed(node, along, axis, to, map) is { } reason)
        {
            return reason;
        }

        var slots = Spread(from, along, to, axis, map);
        map.Carry(node, axis, slots);
        return null;
    }

    /// <inheritdoc/>
    public virtual void Edit(Node node, ITrimEdit edit)
    {
    }

    /// <summary>Why the shape could not follow if units went, or null.</summary>
    private protected virtual string? WhyFixed(Node node, SlotAxis along, int axis, Shape to, IUnitMap map) => null;

    private static int? AxisOf(Shape from, SlotAxis along, Shape to)
    {
        for (var axis = 0; axis < to.Rank; axis++)
        {
            if ((to[axis] > 1 || along.Length == 1) && Place(from, along, to, axis) is not null)
            {
                return axis;
            }
        }

        return null;
    }

    /// <summary>How many elements of the output's axis a unit takes up in one piece, if all of its pieces lie along that axis; 0 if a unit of the output is
    /// several of the input.</summary>
    private static int? Place(Shape from, SlotAxis along, Shape to, int axis)
    {
        var outer = to.Product(0, axis);
        if (outer == from.Product(0, along.Axis) && along.Length % to[axis] == 0 && along.Length > to[axis])
        {
            return 0;
        }

        // Dimensions from one in front of the units' up to one behind it become one.
        for (var first = along.Axis; first >= 0; first--)
        {
            for (var end = along.Axis + 1; end <= from.Rank; end++)
            {
                if (from.Product(0, first) == outer && from.Product(first, end) == to[axis])
                {
                    return from.Product(along.Axis + 1, end);
                }
            }
        }

        return null;
    }

    private static int[] Spread(Shape from, SlotAxis along, Shape to, int axis, IUnitMap map)
    {
        var slots = new int[to[axis]];
        var piece = Place(from, along, to, axis)!.Value;
        for (var i = 0; piece > 0 && i < slots.Length; i++)
        {
            slots[i] = along.Slots[i / piece % along.Length];
        }

        // Several units become one, which stays if one of them does.
        var several = along.Length / slots.Length;
        for (var i = 0; piece == 0 && i < along.Length; i++)
        {
            slots[i / several] = along.Slots[i];
            map.Slots.Join(along.Slots[i / several * several], along.Slots[i]);
        }

        return slots;
    }
}
