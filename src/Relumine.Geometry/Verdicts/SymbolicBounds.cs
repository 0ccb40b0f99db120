using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Linear relaxation forwards: for each sum a pair of affine functions of the inputs that it lies between (Wang et al. 2018, Neurify).
/// Cheap for few inputs, since the pair costs two numbers an input. Kept as their mean and half their difference, and in coordinates
/// that go from −1 to 1 over the box.
/// </summary>
internal sealed class SymbolicBounds
{
    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _mean;
    private readonly double[][] _half;
    private readonly double[][] _outMean;
    private readonly double[][] _outHalf;
    private readonly int _columns;

    /// <summary>Takes memory for a model.</summary>
    public SymbolicBounds(PiecewiseLinearModel model)
    {
        (_model, _columns) = (model, model.Inputs + 1);
        _mean = [.. model.Layers.Select(l => new double[_columns * l.Units])];
        _half = [.. model.Layers.Select(l => new double[(_columns + 1) * l.Units])];
        _outMean = [new double[_columns * model.Inputs], .. model.Layers.Select(l => new double[_columns * l.Units])];
        _outHalf = [new double[(_columns + 1) * model.Inputs], .. model.Layers.Select(l => new double[(_columns + 1) * l.Units])];
    }

    /// <summary>How much an input moves a unit's sum, over the box, at the middle of the pair.</summary>
    public double Influence(int layer, int unit, int input) => Math.Abs(_mean[layer][((input + 1) * _model.Layers[layer].Units) + unit]);

    /// <summary>Tightens what is known of the first layers over a box.</summary>
    public void Run(double[] low, double[] high, BoxBounds bounds, int layers)
    {
        Begin(low, high);
        for (var l = 0; l < layers; l++)
        {
            Add(l);
            Bound(l, bounds);
        }
    }

    private void Begin(double[] low, double[] high)
    {
        var n = _model.Inputs;
        Array.Clear(_outMean[0]);
        for (var i = 0; i < n; i++)
        {
            var middle = low[i] + ((high[i] - low[i]) / 2);
            var radius = Math.Max(high[i] - middle, middle - low[i]);
            _outMean[0][i] = middle;
            _outMean[0][((i + 1) * n) + i] = radius == 0 ? 0 : Math.BitIncrement(radius);
            _outHalf[0][(_columns * n) + i] = Math.Abs(middle) + radius;
        }
    }

    private void Add(int index)
    {
        var layer = _model.Layers[index];
        var (mean, half, units) = (_mean[index], _half[index], layer.Units);
        Array.Clear(mean);
        Array.Clear(half);
        layer.Form.Constant.CopyTo(mean, 0);
        var size = half.AsSpan(_columns * units, units);
        for (var u = 0; u < units; u++)
        {
            size[u] = Math.Abs(mean[u]);
        }

        Span<double> factors = stackalloc double[_columns + 1];
        var terms = 1;
        foreach (var (slot, map) in layer.Form.Terms)
        {
            terms += map.Columns;
            for (var j = 0; j < map.Columns; j++)
            {
                Read(_outHalf[slot], factors, j, map.Columns);
                if (factors[^1] == 0)
                {
                    continue;
                }

                map.AddMagnitudes(j, factors, half, units);
                Read(_outMean[slot], factors[..^1], j, map.Columns);
                map.AddColumn(j, factors[..^1], mean, units);
            }
        }

        var margin = Margin.Of(terms + _columns);
        for (var u = 0; u < units; u++)
        {
            half[u] += margin * size[u];
        }
    }

    private static void Read(double[] from, Span<double> factors, int j, int stride)
    {
        for (var c = 0; c < factors.Length; c++)
        {
            factors[c] = from[(c * stride) + j];
        }
    }

    private void Bound(int index, BoxBounds bounds)
    {
        var layer = _model.Layers[index];
        var (mean, half, units) = (_mean[index], _half[index], layer.Units);
        for (var u = 0; u < units; u++)
        {
            var (above, below) = (0.0, 0.0);
            for (var c = 1; c < _columns; c++)
            {
                var (m, h) = (mean[(c * units) + u], half[(c * units) + u]);
                above += Math.Abs(m + h);
                below += Math.Abs(m - h);
            }

            var (top, bottom) = (mean[u] + half[u], mean[u] - half[u]);
            bounds.Tighten(index, u, bottom - below, top + above);
            Leave(index, u, bounds, (bottom - below, bottom + below), (top - above, top + above));
        }
    }

    // What the unit gives: lines behind the functions that its sum lies between.
    private void Leave(int index, int u, BoxBounds bounds, (double Least, double Most) lower, (double Least, double Most) upper)
    {
        var (mean, half, units) = (_mean[index], _half[index], _model.Layers[index].Units);
        var (outMean, outHalf) = (_outMean[index + 1], _outHalf[index + 1]);
        var (low, high) = (bounds.Low[index][u], bounds.High[index][u]);
        (double Slope, double Offset) above = (1, 0), below = (1, 0);
        if (_model.Layers[index].Bend is { } bend)
        {
            if (Relaxation.IsLine(bend, u, low, high, out above))
            {
                below = above;
            }
            else
            {
                // A function that never falls may be bounded on the range of either function instead, where that is smaller.
                var isRising = IsRising(bend, u);
                above = isRising && upper.Least > low && upper.Most <= high ? Relaxation.Above(bend, u, upper.Least, upper.Most)
                    : Relaxation.Above(bend, u, low, high);
                below = isRising && lower.Most < high && lower.Least >= low ? Relaxation.Below(bend, u, lower.Least, lower.Most)
                    : Relaxation.Below(bend, u, low, high);
            }
        }

        var size = 0.0;
        for (var c = 0; c < _columns; c++)
        {
            var (m, h) = (mean[(c * units) + u], half[(c * units) + u]);
            var top = (above.Slope * (above.Slope >= 0 ? m + h : m - h)) + (c == 0 ? above.Offset : 0);
            var bottom = (below.Slope * (below.Slope >= 0 ? m - h : m + h)) + (c == 0 ? below.Offset : 0);
            (outMean[(c * units) + u], outHalf[(c * units) + u]) = ((top + bottom) / 2, (top - bottom) / 2);
            size += Math.Abs(top) + Math.Abs(bottom);
        }

        outHalf[(_columns * units) + u] = above.Slope == 0 && below.Slope == 0 && size == 0 ? 0 : size;
    }

    private static bool IsRising(Bend bend, int unit)
    {
        for (var s = 0; s <= bend.Knots(unit).Length; s++)
        {
            if (bend.Segment(unit, s).Slope < 0)
            {
                return false;
            }
        }

        return true;
    }
}
