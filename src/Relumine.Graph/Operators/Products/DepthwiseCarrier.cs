using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Operators.Products;

/// <summary>A convolution in which every channel has one unit of its own: channels go through it one by one.</summary>
internal sealed class DepthwiseCarrier : ICarrier
{
    private const int Axis = 1;

    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (map.SlotsOf(node.Inputs[0]) is not { Axis: Axis } along)
        {
            return "works on a value whose units are not known";
        }

        if (node.Inputs.Skip(1).Any(i => i.Length > 0 && !map.IsPure(i)) || !map.IsPrivate(node.Inputs[1]))
        {
            return "has weights that are computed or shared";
        }

        map.Carry(node, Axis, along.Slots);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
        if (edit.KeptOf(node.Inputs[0]) is { } kept)
        {
            edit.Replace(node with
            {
                Op = (Conv)node.Op with { Groups = kept.Length },
                Inputs = node.Inputs.Select((p, i) => i == 0 || p.Length == 0 ? p : edit.Store(p, edit.Constant(p).Keep(0, kept))).ToArray(),
            });
        }
    }
}
