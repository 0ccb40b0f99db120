using Relucent.Operators;

namespace Relucent.Trimming;

/// <summary>
/// Other shapes for the same elements, as long as the elements of a unit stay side by side: a channel becomes a block
/// of columns, or a block of columns a channel.
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

        var slots = new int[to[axis]];
        for (var i = 0; i < Math.Max(slots.Length, lane.Length); i++)
        {
            // The longer of the two has several elements for one of the other.
            var (there, here) = ((int)((long)i * slots.Length / Math.Max(slots.Length, lane.Length)), (int)((long)i * lane.Length / Math.Max(slots.Length, lane.Length)));
            slots[there] = lane.Slots[here];
            map.Slots.Join(lane.Slots[(int)((long)there * lane.Length / slots.Length)], lane.Slots[here]);
        }

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
            edit.Replace(node with { Inputs = new[] { node.Inputs[0], edit.Store(node.Inputs[1], Tensor.Vector<long>(shape)) } });
        }
    }

    private static int? AxisOf(Shape from, Lane lane, Shape to)
    {
        var outer = from.Product(0, lane.Axis);
        for (var axis = 0; axis < to.Rank; axis++)
        {
            if (to.Product(0, axis) == outer && (to[axis] > 1 || lane.Length == 1) && (to[axis] % lane.Length == 0 || lane.Length % to[axis] == 0))
            {
                return axis;
            }
        }

        return null;
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
