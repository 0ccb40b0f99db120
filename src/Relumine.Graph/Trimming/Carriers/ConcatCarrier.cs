using Relumine.Graph.Models;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Concat along the axis of the units: those of one input follow those of the other.</summary>
internal sealed class ConcatCarrier : ICarrier
{
    /// <inheritdoc/>
    public bool Knows(Node node, UnitMap map) => node.Op is Concat && map.Shapes[node.Outputs[0]].Type.IsFloat();

    /// <inheritdoc/>
    public string? Trace(Node node, UnitMap map)
    {
        var axis = InferenceRules.Axis(((Concat)node.Op).Axis, map.Shapes[node.Outputs[0]].Shape.Rank);
        if (node.Inputs.Any(i => map.Lane(i) is { } lane && lane.Axis != axis))
        {
            return "puts values together along another axis than that of the units";
        }

        if (node.Inputs.All(i => map.Lane(i) is null))
        {
            return "works on values whose units are not known";
        }

        var slots = new List<int>();
        foreach (var input in node.Inputs)
        {
            slots.AddRange(map.Lane(input)?.Slots ?? Strange(node, input, map.Shapes[input].Shape[axis], map));
        }

        map.Carry(node, axis, [.. slots]);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, TrimEdit edit)
    {
    }

    private static int[] Strange(Node node, string input, int count, UnitMap map)
    {
        var slots = map.Slots.Fresh(count);
        foreach (var slot in slots)
        {
            map.Slots.Pin(slot, new(node, $"puts them beside '{input}', whose units are not known: {map.WhyLost(input)}"));
        }

        return slots;
    }
}
