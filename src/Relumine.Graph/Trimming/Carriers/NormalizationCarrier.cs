using Relumine.Graph.Operators;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>BatchNormalization in inference and InstanceNormalization: a factor and a term for each unit along axis 1.</summary>
internal sealed class NormalizationCarrier : ICarrier
{
    private const int Axis = 1;

    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        if (map.SlotsOf(node.Inputs[0]) is not { Axis: Axis } along)
        {
            return "normalises along another axis than that of the units";
        }

        if (node.Inputs.Skip(1).Any(i => !map.IsPure(i)))
        {
            return "has parameters that are no weights";
        }

        map.Carry(node, Axis, along.Slots);
        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
        if (edit.KeptOf(node.Inputs[0]) is { } kept)
        {
            edit.Replace(node with { Inputs = node.Inputs.Select((p, i) => i == 0 ? p : edit.Store(p, edit.Constant(p).Keep(0, kept))).ToArray() });
        }
    }
}
