using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Linear relaxation backwards: one affine function of the inputs that a sum lies below (CROWN, Zhang et al. 2018; DeepPoly, Singh et
/// al. 2019). Keeps the function of the last sum. Rounding is bounded by what each layer can add up at most over the whole box.
/// </summary>
internal sealed class BackwardBounds
{
    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _sizes;
    private readonly double[][] _slots;
    private readonly double[][] _rows;

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sizes">For each unit of each layer, the magnitudes that it adds up at most, over the whole box.</param>
    public BackwardBounds(PiecewiseLinearModel model, double[][] sizes)
    {
        (_model, _sizes) = (model, sizes);
        _slots = [new double[model.Inputs], .. model.Layers.Select(l => new double[l.Units])];
        _rows = [.. model.Layers.Select(l => new double[l.Units])];
    }

    /// <summary>The factor of each input in the last function.</summary>
    public ReadOnlySpan<double> Inputs => _slots[0];

    /// <summary>The factors of what a layer in front gives, in the last function.</summary>
    public ReadOnlySpan<double> Factors(int layer) => _slots[layer + 1];

    /// <summary>An upper bound of sign·sum.</summary>
    /// <param name="layer">The unit's layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 or −1.</param>
    /// <param name="bounds">Bounds of the layers in front.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    public double Upper(int layer, int unit, double sign, BoxBounds bounds, double[] low, double[] high)
    {
        for (var s = 0; s <= layer; s++)
        {
            Array.Clear(_slots[s]);
        }

        Array.Clear(_rows[layer]);
        _rows[layer][unit] = sign;
        var (constant, size, error) = (0.0, 0.0, 0.0);
        Through(layer, ref constant, ref size, ref error);
        for (var l = layer - 1; l >= 0; l--)
        {
            if (Relax(l, bounds, ref constant, ref size))
            {
                Through(l, ref constant, ref size, ref error);
            }
        }

        for (var i = 0; i < low.Length; i++)
        {
            var product = _slots[0][i] * (_slots[0][i] >= 0 ? high[i] : low[i]);
            constant += product;
            size += Math.Abs(product);
        }

        return constant + error + (Margin.Of(low.Length + (2 * _model.Layers.Take(layer + 1).Sum(l => l.Units))) * size);
    }

    // From the factors of a layer's outputs to those of its sums; false if there are none.
    private bool Relax(int l, BoxBounds bounds, ref double constant, ref double size)
    {
        var (factors, row, bend) = (_slots[l + 1], _rows[l], _model.Layers[l].Bend);
        var isAny = false;
        for (var u = 0; u < row.Length; u++)
        {
            row[u] = factors[u];
            if (factors[u] != 0 && bend is not null)
            {
                var (low, high) = (bounds.Low[l][u], bounds.High[l][u]);
                var (slope, offset) = factors[u] > 0 ? Relaxation.Above(bend, u, low, high) : Relaxation.Below(bend, u, low, high);
                row[u] *= slope;
                constant += factors[u] * offset;
                size += Math.Abs(factors[u] * offset);
            }

            isAny |= row[u] != 0;
        }

        return isAny;
    }

    private void Through(int l, ref double constant, ref double size, ref double error)
    {
        var (form, row, terms, weight) = (_model.Layers[l].Form, _rows[l], 1, 0.0);
        for (var u = 0; u < row.Length; u++)
        {
            var product = row[u] * form.Constant[u];
            constant += product;
            size += Math.Abs(product);
            weight += Math.Abs(row[u]) * _sizes[l][u];
        }

        foreach (var (slot, map) in form.Terms)
        {
            map.AddTransposed(row, _slots[slot]);
            terms += map.Rows;
        }

        error += Margin.Of(terms) * weight;
    }
}
