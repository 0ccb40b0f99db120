using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Linear relaxation backwards: one affine function of the inputs that a sum lies below (CROWN, Zhang et al. 2018; DeepPoly, Singh et
/// al. 2019), and the same with slopes chosen by descent (Xu et al. 2021, α-CROWN). Keeps the function of the last sum. Rounding is
/// bounded by what each layer can add up at most over the whole box.
/// </summary>
internal sealed class BackwardBounds
{
    private const double FirstStep = 0.5;
    private const double Decay = 0.8;

    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _sizes;
    private readonly double[][] _slots;
    private readonly double[][] _rows;
    private readonly (double Slope, double Offset)[][] _chosen;
    private readonly double[][] _positions;
    private readonly double[] _margins;
    private bool _isFree;
    private double[][]? _values;

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sizes">For each unit of each layer, the magnitudes that it adds up at most, over the whole box.</param>
    public BackwardBounds(PiecewiseLinearModel model, double[][] sizes)
    {
        (_model, _sizes) = (model, sizes);
        _slots = [new double[model.Inputs], .. model.Layers.Select(l => new double[l.Units])];
        _rows = [.. model.Layers.Select(l => new double[l.Units])];
        _chosen = [.. model.Layers.Select(l => new (double, double)[l.Units])];
        _positions = [.. model.Layers.Select(l => new double[l.Units])];
        _margins = [.. model.Layers.Select((_, i) => Margin.Of(model.Inputs + (2 * model.Layers.Take(i + 1).Sum(l => l.Units))))];
    }

    /// <summary>The factor of each input in the last function.</summary>
    public ReadOnlySpan<double> Inputs => _slots[0];

    /// <summary>The factors of what a layer in front gives, in the last function.</summary>
    public double[] Factors(int layer) => _slots[layer + 1];

    /// <summary>An upper bound of sign·sum.</summary>
    /// <param name="layer">The unit's layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 or −1.</param>
    /// <param name="lines">The lines of the layers in front.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    public double Upper(int layer, int unit, double sign, RelaxedLines lines, double[] low, double[] high)
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
            if (Relax(l, lines, ref constant, ref size))
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

        // What overflows is no bound.
        var bound = constant + error + (_margins[layer] * size);
        return double.IsNaN(bound) ? double.PositiveInfinity : bound;
    }

    /// <summary>
    /// A better upper bound of sign·sum: the slopes of lines that may have any are moved along the bound's gradient. Every slope
    /// gives a bound, so the best of them is kept. The function that is left behind is that of the last step.
    /// </summary>
    /// <param name="layer">The unit's layer.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="sign">1 or −1.</param>
    /// <param name="lines">The lines of the layers in front; it begins with their slopes.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="enough">A bound with which to stop.</param>
    public double Optimized(
        int layer, int unit, double sign, RelaxedLines lines, double[] low, double[] high, int steps, double enough = double.NegativeInfinity)
    {
        if (steps == 0)
        {
            return Upper(layer, unit, sign, lines, low, high);
        }

        for (var l = 0; l < layer; l++)
        {
            for (var u = 0; u < _positions[l].Length; u++)
            {
                _positions[l][u] = lines.Of(l)[u].Free != 0 ? lines.PositionOf(l, u) : 0;
            }
        }

        var best = double.PositiveInfinity;
        _isFree = true;
        for (var (k, step) = (0, FirstStep); k <= steps; k++, step *= Decay)
        {
            best = Math.Min(best, Upper(layer, unit, sign, lines, low, high));
            if (best <= enough || k == steps || !Descend(layer, lines, low, high, step))
            {
                break;
            }
        }

        _isFree = false;
        return best;
    }

    // Moves every free slope that was used against the bound's derivative: the factor of what the unit gives, times how far beyond the
    // knot its sum lies where the function is largest. False if none was used.
    private bool Descend(int layer, RelaxedLines lines, double[] low, double[] high, double step)
    {
        _values ??= [new double[_model.Inputs], .. _model.Layers.Select(l => new double[l.Units])];
        for (var i = 0; i < low.Length; i++)
        {
            _values[0][i] = _slots[0][i] >= 0 ? high[i] : low[i];
        }

        var largest = 0.0;
        for (var l = 0; l < layer; l++)
        {
            var (form, z) = (_model.Layers[l].Form, _values[l + 1]);
            form.Constant.CopyTo(z, 0);
            foreach (var (slot, map) in form.Terms)
            {
                for (var j = 0; j < map.Columns; j++)
                {
                    map.AddColumn(j, _values[slot][j], z);
                }
            }

            var (pairs, factors, row) = (lines.Of(l), _slots[l + 1], _rows[l]);
            for (var u = 0; u < z.Length; u++)
            {
                var (slope, offset) = factors[u] == 0 ? (0, 0) : _chosen[l][u];
                var isUsed = pairs[u].Free != 0 && factors[u] * pairs[u].Free > 0;
                row[u] = isUsed ? factors[u] * lines.Turn(l, u, z[u]) : 0;
                largest = Math.Max(largest, Math.Abs(row[u]));
                z[u] = (slope * z[u]) + offset;
            }
        }

        for (var l = 0; largest > 0 && l < layer; l++)
        {
            for (var u = 0; u < _rows[l].Length; u++)
            {
                // The root keeps small derivatives from standing still beside a large one.
                var share = _rows[l][u] / largest;
                _positions[l][u] = Math.Clamp(_positions[l][u] - (step * Math.Sign(share) * Math.Sqrt(Math.Abs(share))), 0, 1);
            }
        }

        return largest > 0;
    }

    // From the factors of a layer's outputs to those of its sums; false if there are none.
    private bool Relax(int l, RelaxedLines lines, ref double constant, ref double size)
    {
        var (factors, row, pairs) = (_slots[l + 1], _rows[l], lines.Of(l));
        var isAny = false;
        for (var u = 0; u < row.Length; u++)
        {
            var factor = factors[u];
            row[u] = 0;
            if (factor == 0)
            {
                continue;
            }

            var line = factor > 0 ? pairs[u].Above : pairs[u].Below;
            if (_isFree)
            {
                _chosen[l][u] = line = factor * pairs[u].Free > 0 ? lines.Through(l, u, _positions[l][u]) : line;
            }

            row[u] = factor * line.Slope;
            constant += factor * line.Offset;
            size += Math.Abs(factor * line.Offset);
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
