using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>Operators that work element by element: units stay where they are, and those that meet belong together.</summary>
internal sealed class ElementwiseCarrier : ICarrier
{
    private static readonly ElementwiseCarrier s_one = new();

    /// <summary>The carrier for a node that works element by element; null where the results are no floating-point numbers, which no product reads.</summary>
    public static ICarrier? For(Node node, IShapes shapes) => shapes[node.Outputs[0]].Type.IsFloat() ? s_one : null;

    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        var shape = map.Shapes[node.Outputs[0]].Shape;
        int axis = -1;
        int[] slots = [];
        foreach (var (input, along) in Carrying(node, map))
        {
            var at = along.Axis + shape.Rank - map.Shapes[input].Shape.Rank;
            if (along.Length == 1 && shape[at] > 1)
            {
                continue;
            }

            if (axis >= 0 && at != axis)
            {
                return "joins values whose units lie along different axes";
            }

            for (var i = 0; axis >= 0 && i < slots.Length; i++)
            {
                map.Slots.Join(slots[i], along.Slots[i]);
            }

            (axis, slots) = (at, along.Slots);
        }

        if (axis < 0)
        {
            return "works on values whose units are not known";
        }

        map.Carry(node, axis, slots);
        if (Stranger(node, axis, map) is { } stranger)
        {
            map.Pin(node.Outputs[0], new(node, $"joins them with '{stranger}', whose units are not known: {map.WhyLost(stranger)}"));
        }

        return node.Outputs.Skip(1).Any(o => o.Length > 0) ? "gives a mask, too" : null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit) => edit.KeepParameters(node);

    // What only decides how the operator works takes no part.
    private static IEnumerable<string> Operands(Node node) => node.Inputs.Where((name, i) => name.Length > 0 && node.Op.RoleOf(i) != InputRole.Setting);

    private static IEnumerable<(string Input, SlotAxis Along)> Carrying(Node node, IUnitMap map) =>
        Operands(node).Where(i => map.Shapes.Varies(i) && map.SlotsOf(i) is not null).Select(i => (i, map.SlotsOf(i)!));

    // A value that has as many elements along the axis, or as many numbers that are made in an unknown way.
    private static string? Stranger(Node node, int axis, IUnitMap map)
    {
        var rank = map.Shapes[node.Outputs[0]].Shape.Rank;
        return Operands(node).Where(i => !(map.Shapes.Constant(i) is not null && map.IsPure(i)) && map.SlotsOf(i) is null).FirstOrDefault(i =>
            map.Shapes[i].Shape is var shape && axis - (rank - shape.Rank) is >= 0 and var at && shape[at] > 1);
    }
}
