using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>
/// Operators that leave the units of input 0 apart, as <see cref="Op.KeptAxis"/> says: transposition, pooling, reductions
/// over positions, borders, other sizes. Units go along with their axis, and nothing changes in the node.
/// </summary>
/// <param name="mixes">Why units cannot be followed if the axis is not kept, to be read after the node.</param>
internal sealed class AxisCarrier(string mixes) : ICarrier
{
    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (map.SlotsOf(node.Inputs[0]) is not { } along)
        {
            return "works on a value whose units are not known";
        }

        if (node.Outputs.Skip(1).Any(o => o.Length > 0))
        {
            return "tells places, too, which count all units";
        }

        if (node.Op.KeptAxis(node, map.Shapes, 0, along.Axis) is not { } axis)
        {
            return mixes;
        }

        map.Carry(node, axis, along.Slots);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
    }
}
