using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Operators that work element by element: units stay where they are, and those that meet belong together.</summary>
internal sealed class ElementwiseCarrier : ICarrier
{
    /// <inheritdoc/>
    public bool Knows(Node node, UnitMap map) =>
        node.Op is Activate or Clip or Identity or Dropout or Add or Sub or Mul or Div or Max or Min or Sum or Mean or PRelu
            or Neg or Abs or Sqrt or Exp or Reciprocal or Erf or Floor or Ceil or Round or Pow
        && map.Shapes[node.Outputs[0]].Type.IsFloat();

    /// <inheritdoc/>
    public string? Trace(Node node, UnitMap map)
    {
        var shape = map.Shapes[node.Outputs[0]].Shape;
        int axis = -1;
        int[] slots = [];
        foreach (var (input, lane) in Carrying(node, map))
        {
            var at = lane.Axis + shape.Rank - map.Shapes[input].Shape.Rank;
            if (lane.Length == 1 && shape[at] > 1)
            {
                continue;
            }

            if (axis >= 0 && at != axis)
            {
                return "joins values whose units lie along different axes";
            }

            for (var i = 0; axis >= 0 && i < slots.Length; i++)
            {
                map.Slots.Join(slots[i], lane.Slots[i]);
            }

            (axis, slots) = (at, lane.Slots);
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
    public void Edit(Node node, TrimEdit edit) => edit.KeepParameters(node);

    private static IEnumerable<(string Input, Lane Lane)> Carrying(Node node, UnitMap map) =>
        map.Varying(node).Where(i => map.Lane(i) is not null).Select(i => (i, map.Lane(i)!));

    // A value that has as many elements along the axis, or as many numbers that are made in an unknown way.
    private static string? Stranger(Node node, int axis, UnitMap map)
    {
        var rank = map.Shapes[node.Outputs[0]].Shape.Rank;
        return node.Inputs.Where(i => i.Length > 0 && !(map.Shapes.Constant(i) is not null && map.Sources.IsPure(i)) && map.Lane(i) is null).FirstOrDefault(i =>
            map.Shapes[i].Shape is var shape && axis - (rank - shape.Rank) is >= 0 and var at && shape[at] > 1);
    }
}
