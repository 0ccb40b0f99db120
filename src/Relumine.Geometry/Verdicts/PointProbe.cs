using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>Sums of the first layers at a point, and the gradient of one of them.</summary>
internal sealed class PointProbe
{
    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _slots;
    private readonly double[][] _sums;
    private readonly double[][] _factors;

    /// <summary>Takes memory for a model.</summary>
    public PointProbe(PiecewiseLinearModel model)
    {
        _model = model;
        _slots = [[], .. model.Layers.Select(l => new double[l.Units])];
        _sums = [.. model.Layers.Select(l => new double[l.Units])];
        _factors = [new double[model.Inputs], .. model.Layers.Select(l => new double[l.Units])];
    }

    /// <summary>The gradient that was asked for last.</summary>
    public double[] Gradient => _factors[0];

    /// <summary>The sums of a layer, at the last point.</summary>
    public double[] Sums(int layer) => _sums[layer];

    /// <summary>Adds up the layers up to one.</summary>
    public void Run(double[] x, int last)
    {
        _slots[0] = x;
        for (var l = 0; l <= last; l++)
        {
            var (layer, z) = (_model.Layers[l], _sums[l]);
            layer.Form.Constant.CopyTo(z, 0);
            foreach (var (slot, map) in layer.Form.Terms)
            {
                for (var j = 0; j < map.Columns; j++)
                {
                    if (_slots[slot][j] != 0)
                    {
                        map.AddColumn(j, _slots[slot][j], z);
                    }
                }
            }

            for (var u = 0; u < z.Length; u++)
            {
                _slots[l + 1][u] = layer.Bend?.Value(u, z[u]) ?? z[u];
            }
        }
    }

    /// <summary>The gradient of a sum at the last point; where a unit bends, that of its left side.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="flat">What stands for a slope of 0, so that units in front that do not fire are felt too; 0 for the true gradient.</param>
    public void Differentiate(int layer, int unit, double flat = 0)
    {
        foreach (var factors in _factors)
        {
            Array.Clear(factors);
        }

        var row = new double[_model.Layers[layer].Units];
        row[unit] = 1;
        for (var l = layer; ; row = _factors[l + 1])
        {
            foreach (var (slot, map) in _model.Layers[l].Form.Terms)
            {
                map.AddTransposed(row, _factors[slot]);
            }

            if (--l < 0)
            {
                return;
            }

            for (var u = 0; _model.Layers[l].Bend is { } bend && u < _factors[l + 1].Length; u++)
            {
                var slope = bend.SlopeAt(u, _sums[l][u]);
                _factors[l + 1][u] *= slope == 0 ? flat : slope;
            }
        }
    }
}
