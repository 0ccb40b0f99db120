using Relumine.Graph.Models;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Transpose: units go along with their axis.</summary>
internal sealed class TransposeCarrier : ICarrier
{
    /// <inheritdoc/>
    public bool Knows(Node node, UnitMap map) => node.Op is Transpose;

    /// <inheritdoc/>
    public string? Trace(Node node, UnitMap map)
    {
        if (map.Lane(node.Inputs[0]) is not { } lane)
        {
            return "works on a value whose units are not known";
        }

        var perm = ((Transpose)node.Op).Perm;
        var rank = map.Shapes[node.Inputs[0]].Shape.Rank;
        map.Carry(node, perm.Count == 0 ? rank - 1 - lane.Axis : perm.ToList().IndexOf(lane.Axis), lane.Slots);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, TrimEdit edit)
    {
    }
}
