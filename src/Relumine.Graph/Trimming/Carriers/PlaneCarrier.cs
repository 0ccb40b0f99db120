using Relumine.Graph.Models;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Pooling, reductions over positions, borders, and other sizes: operators that treat every channel by itself.</summary>
internal sealed class PlaneCarrier : ICarrier
{
    /// <inheritdoc/>
    public bool Knows(Node node, UnitMap map) =>
        node.Op is MaxPool or AveragePool or GlobalPoolOp or ReduceMean or ReduceMax or ReduceMin or ReduceSum or Pad or Resize;

    /// <inheritdoc/>
    public string? Trace(Node node, UnitMap map)
    {
        if (map.Lane(node.Inputs[0]) is not { } lane)
        {
            return "works on a value whose units are not known";
        }

        if (node.Outputs.Skip(1).Any(o => o.Length > 0))
        {
            return "tells places, too, which count all units";
        }

        var (axis, reason) = node.Op switch
        {
            ReducingOp reducing => Reduced(node, reducing, lane.Axis, map),
            Resize => (lane.Axis, WhyNotResized(node, lane.Axis, map)),
            Pad => (lane.Axis, WhyNotPadded(node, lane.Axis, map)),
            _ => (lane.Axis, lane.Axis == 1 ? null : "pools along the axis of the units"),
        };
        if (reason is null)
        {
            map.Carry(node, axis, lane.Slots);
        }

        return reason;
    }

    /// <inheritdoc/>
    public void Edit(Node node, TrimEdit edit)
    {
    }

    private static (int Axis, string? Reason) Reduced(Node node, ReducingOp reducing, int axis, UnitMap map)
    {
        var rank = map.Shapes[node.Inputs[0]].Shape.Rank;
        if (node.Inputs.Count < 2 || map.Shapes.Constant(node.Inputs[1]) is not { Length: > 0 } given)
        {
            return (axis, "reduces over the axis of the units, too");
        }

        var axes = AxisSet.Of(given, rank);
        var before = reducing.KeepDims ? 0 : Enumerable.Range(0, axis).Count(axes.Contains);
        return (axis - before, axes.Contains(axis) ? "reduces over the axis of the units" : null);
    }

    // Sizes would have to say the new number of units; scales say nothing of it.
    private static string? WhyNotResized(Node node, int axis, UnitMap map) =>
        node.Inputs.Count > 3 && node.Inputs[3].Length > 0 ? "is given the sizes of the result"
        : map.Shapes[node.Inputs[0]].Shape[axis] != map.Shapes[node.Outputs[0]].Shape[axis] ? "resizes along the axis of the units"
        : null;

    private static string? WhyNotPadded(Node node, int axis, UnitMap map)
    {
        var rank = map.Shapes[node.Inputs[0]].Shape.Rank;
        var pads = map.Shapes.Constant(node.Inputs[1])!;
        return (node.Inputs.Count > 3 && node.Inputs[3].Length > 0) || pads.Length != 2 * rank ? "adds borders along axes that are given apart"
            : pads.IntegerAt(axis) != 0 || pads.IntegerAt(axis + rank) != 0 ? "adds units"
            : null;
    }
}
