using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Squeeze, which has to be told its axes: otherwise one unit that is left would lose its axis.</summary>
internal sealed class SqueezeCarrier : ReshapeCarrier
{
    private protected override string? WhyFixed(Node node, SlotAxis along, int axis, Shape to, IUnitMap map) =>
        node.Inputs.Count < 2 || node.Inputs[1].Length == 0 ? "takes away whatever dimension is 1" : null;
}
