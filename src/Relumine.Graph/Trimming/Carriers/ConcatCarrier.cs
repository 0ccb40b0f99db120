using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Concat along the axis of the units: those of one input follow those of the other.</summary>
/// <param name="axis">The axis along which values are put together, from 0.</param>
internal sealed class ConcatCarrier(int axis) : ICarrier
{
    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (node.Inputs.Any(i => map.SlotsOf(i) is { } along && along.Axis != axis))
        {
            return "puts values together along another axis than that of the units";
        }

        if (node.Inputs.All(i => map.SlotsOf(i) is null))
        {
            return "works on values whose units are not known";
        }

        var slots = new List<int>();
        foreach (var input in node.Inputs)
        {
            slots.AddRange(map.SlotsOf(input)?.Slots ?? Strange(node, input, map.Shapes[input].Shape[axis], map));
        }

        map.Carry(node, axis, [.. slots]);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
    }

    private static int[] Strange(Node node, string input, int count, IUnitMap map)
    {
        var slots = map.Slots.Fresh(count);
        foreach (var slot in slots)
        {
            map.Slots.Pin(slot, new(node, $"puts them beside '{input}', whose units are not known: {map.WhyLost(input)}"));
        }

        return slots;
    }
}
