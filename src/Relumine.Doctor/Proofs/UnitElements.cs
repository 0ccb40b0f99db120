using Relumine.Doctor.Units;
using Relumine.Geometry.Views;

namespace Relumine.Doctor.Proofs;

/// <summary>Which elements of a layer of the piecewise-linear view are a unit of an audit.</summary>
internal sealed class UnitElements
{
    private readonly HashSet<int> _bending;
    private readonly int _positions;

    private UnitElements(PiecewiseLayer layer, int positions)
    {
        (Layer, _positions) = (layer.Index, positions);
        _bending = [.. Enumerable.Range(0, layer.Cuts).Select(c => layer.Cut(c).Unit)];
    }

    /// <summary>The layer of the view.</summary>
    public int Layer { get; }

    /// <summary>A unit's elements.</summary>
    public int[] this[int unit] => [.. Enumerable.Range(unit * _positions, _positions)];

    /// <summary>Whether all of them have a knot.</summary>
    public bool Bends(int unit) => this[unit].All(_bending.Contains);

    /// <summary>The elements of an audited layer; null where the view has no such layer, or lays out its units in another way.</summary>
    public static UnitElements? Of(PiecewiseLinearModel view, LayerResult layer)
    {
        if (view.Layers.FirstOrDefault(l => l.Value == layer.Name && l.Cuts > 0) is not { } found)
        {
            return null;
        }

        // Positions lie next to one another where nothing but the batch is in front of the units' axis.
        var positions = found.Units / layer.Units;
        return positions * layer.Units == found.Units && positions == layer.Positions && (positions == 1 || layer.Axis == 1)
            ? new UnitElements(found, positions) : null;
    }
}
