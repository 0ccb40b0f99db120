using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>Bounds of all sums around a sample, as a middle and a radius, rounded outwards.</summary>
internal sealed class MarginBounds
{
    private readonly PiecewiseLinearModel _model;
    private readonly InputBox? _within;
    private readonly double[][] _middle;
    private readonly double[][] _radius;
    private readonly double[][] _spread;
    private readonly double[][] _sizes;
    private readonly BoxBounds _bounds;
    private readonly RelaxedLines _lines;
    private readonly BackwardBounds _backward;
    private readonly double[] _low;
    private readonly double[] _high;

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="within">The inputs that there are; null for any number.</param>
    public MarginBounds(PiecewiseLinearModel model, InputBox? within)
    {
        (_model, _within) = (model, within);
        int[] lengths = [model.Inputs, .. model.Layers.Select(l => l.Units)];
        (_middle, _radius) = ([.. lengths.Select(l => new double[l])], [.. lengths.Select(l => new double[l])]);
        (_spread, _sizes) = ([.. lengths[1..].Select(l => new double[2 * l])], [.. lengths[1..].Select(l => new double[l])]);
        (_bounds, _lines, _backward) = (new BoxBounds(model), new RelaxedLines(model), new BackwardBounds(model, _sizes));
        (_low, _high) = (new double[model.Inputs], new double[model.Inputs]);
    }

    /// <summary>Withdraws the claims that are not proven within a distance of a sample.</summary>
    public void Check(double[] sample, double distance, UnitCase[] cases, bool[] holds)
    {
        for (var i = 0; i < sample.Length; i++)
        {
            // Rounded outwards: the ball of the real numbers lies inside.
            var (low, high) = distance == 0 ? (sample[i], sample[i]) : (Math.BitDecrement(sample[i] - distance), Math.BitIncrement(sample[i] + distance));
            (low, high) = _within is null ? (low, high) : (Math.Max(low, _within.Low[i]), Math.Min(high, _within.High[i]));
            if (low > high)
            {
                return;
            }

            (_low[i], _high[i], _middle[0][i]) = (low, high, low + ((high - low) / 2));
            _radius[0][i] = low == high ? 0 : Math.BitIncrement(Math.Max(high - _middle[0][i], _middle[0][i] - low));
        }

        var last = -1;
        for (var c = 0; c < cases.Length; c++)
        {
            last = holds[c] ? Math.Max(last, cases[c].Question.Layer) : last;
        }

        for (var l = 0; l <= last; l++)
        {
            Bound(l);
            for (var c = 0; c < cases.Length; c++)
            {
                if (holds[c] && cases[c].Question.Layer == l && !IsProven(cases[c]))
                {
                    Volatile.Write(ref holds[c], false);
                }
            }
        }
    }

    private bool IsProven(UnitCase unit)
    {
        var (layer, sign) = (unit.Question.Layer, unit.Sign);
        foreach (var e in unit.Question.Elements)
        {
            if (!(unit.ExcessOf(e, _bounds) <= 0)
                && (layer == 0 || _backward.Optimized(layer, e, sign, _lines, _low, _high, 4, sign * unit.Knot(e)) > sign * unit.Knot(e)))
            {
                return false;
            }
        }

        return true;
    }

    private void Bound(int index)
    {
        var layer = _model.Layers[index];
        var (sum, spread, units, terms) = (_middle[index + 1], _spread[index], layer.Units, 1);
        layer.Form.Constant.CopyTo(sum, 0);
        Array.Clear(spread);
        for (var u = 0; u < units; u++)
        {
            spread[units + u] = Math.Abs(sum[u]);
        }

        Span<double> factors = stackalloc double[2];
        foreach (var (slot, map) in layer.Form.Terms)
        {
            terms += map.Columns;
            for (var j = 0; j < map.Columns; j++)
            {
                if (_middle[slot][j] != 0)
                {
                    map.AddColumn(j, _middle[slot][j], sum);
                }

                (factors[0], factors[1]) = (_radius[slot][j], Math.Abs(_middle[slot][j]) + _radius[slot][j]);
                map.AddMagnitudes(j, factors, spread, units);
            }
        }

        var margin = Margin.Of(terms);
        for (var u = 0; u < units; u++)
        {
            var radius = spread[u] + (2 * margin * (spread[units + u] + spread[u]));
            (_sizes[index][u], _bounds.Low[index][u], _bounds.High[index][u]) = (2 * spread[units + u], sum[u] - radius, sum[u] + radius);
        }

        _lines.Fill(index, _bounds);
        for (var u = 0; u < units; u++)
        {
            var (least, most) = layer.Bend is { } bend
                ? Relaxation.Range(bend, u, _bounds.Low[index][u], _bounds.High[index][u]) : (_bounds.Low[index][u], _bounds.High[index][u]);
            var middle = least + ((most - least) / 2);
            (_middle[index + 1][u], _radius[index + 1][u]) = (middle, most == least ? 0 : Math.BitIncrement(Math.Max(most - middle, middle - least)));
        }
    }
}
