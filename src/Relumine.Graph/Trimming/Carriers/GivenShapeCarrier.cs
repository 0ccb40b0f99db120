using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Reshape, whose shape is input 1: a number of units in it has to follow.</summary>
/// <param name="allowZero">Whether 0 in the shape means 0, instead of the dimension of the input.</param>
internal sealed class GivenShapeCarrier(bool allowZero) : ReshapeCarrier
{
    /// <inheritdoc/>
    public override void Edit(Node node, ITrimEdit edit)
    {
        if (edit.KeptOf(node.Outputs[0]) is not { } kept)
        {
            return;
        }

        var axis = edit.Map.SlotsOf(node.Outputs[0])!.Axis;
        var shape = edit.Map.Shapes.Constant(node.Inputs[1])!.ToInt64();
        if (shape[axis] > 0)
        {
            shape[axis] = kept.Length;
            edit.Replace(node with { Inputs = new[] { node.Inputs[0], edit.Store(node.Inputs[1], ModelTensor.Vector<long>(shape)) } });
        }
    }

    private protected override string? WhyFixed(Node node, SlotAxis along, int axis, Shape to, IUnitMap map)
    {
        var shape = map.Shapes.Constant(node.Inputs[1])!.ToInt64();
        bool Copies(int i) => shape[i] == 0 && !allowZero;
        if (Enumerable.Range(0, shape.Length).Any(i => i != axis && i == along.Axis && Copies(i)))
        {
            return "copies the number of units to another axis";
        }

        return shape[axis] == -1 || (Copies(axis) && axis == along.Axis && to[axis] == along.Length) || (shape[axis] > 0 && map.IsPure(node.Inputs[1]))
            ? null
            : "has a shape that other nodes compute";
    }
}
