using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Geometry.Maps;
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
    private readonly double[][] _spread;
    private readonly double[][] _lines;
    private readonly bool[][] _rises;
    private readonly int[] _strides;
    private readonly int[] _terms;
    private readonly int _columns;

    // Whole registers, and a few more rows of zeros, so that all rows are multiplied together.
    private readonly int _rows;

    /// <summary>Takes memory for a model.</summary>
    public SymbolicBounds(PiecewiseLinearModel model)
    {
        (_model, _columns, _rows) = (model, model.Inputs + 1, (model.Inputs + 2 + 3) & ~3);
        _strides = [RowProduct.Padded(model.Inputs), .. model.Layers.Select(l => RowProduct.Padded(l.Units))];
        (_mean, _half) = (Rows(_strides[1..], _rows), Rows(_strides[1..], _rows));
        (_outMean, _outHalf) = (Rows(_strides, _rows), Rows(_strides, _rows));
        (_spread, _lines) = (Rows(_strides[1..], 2), Rows(_strides[1..], 4));
        _rises = [.. model.Layers.Select(l => Enumerable.Range(0, l.Units).Select(u => l.Bend is { } bend && IsRising(bend, u)).ToArray())];
        _terms = new int[Math.Max(model.Inputs, model.Layers.Select(l => l.Units).DefaultIfEmpty().Max())];

        static double[][] Rows(int[] strides, int count) => Array.ConvertAll(strides, s => new double[count * s]);
    }

    /// <summary>How much an input moves a unit's sum, over the box, at the middle of the pair.</summary>
    public double Influence(int layer, int unit, int input) => Math.Abs(_mean[layer][((input + 1) * _strides[layer + 1]) + unit]);

    /// <summary>Tightens what is known of the first layers over a box.</summary>
    public void Run(double[] low, double[] high, BoxBounds bounds, int layers)
    {
        Begin(low, high);
        for (var l = 0; l < layers; l++)
        {
            Add(l);
            Bound(l, bounds);
            Leave(l, bounds);
        }
    }

    private void Begin(double[] low, double[] high)
    {
        var stride = _strides[0];
        Array.Clear(_outMean[0]);
        for (var i = 0; i < _model.Inputs; i++)
        {
            var middle = low[i] + ((high[i] - low[i]) / 2);
            var radius = Math.Max(high[i] - middle, middle - low[i]);
            _outMean[0][i] = middle;
            _outMean[0][((i + 1) * stride) + i] = radius == 0 ? 0 : Math.BitIncrement(radius);
            _outHalf[0][(_columns * stride) + i] = Math.Abs(middle) + radius;
        }
    }

    private void Add(int index)
    {
        var (layer, mean, half, stride) = (_model.Layers[index], _mean[index], _half[index], _strides[index + 1]);
        Array.Clear(mean);
        Array.Clear(half);
        layer.Form.Constant.CopyTo(mean, 0);
        var size = half.AsSpan(_columns * stride, layer.Units);
        for (var u = 0; u < size.Length; u++)
        {
            size[u] = Math.Abs(mean[u]);
        }

        var terms = 1;
        foreach (var (slot, map) in layer.Form.Terms)
        {
            terms += map.Columns;
            var sizes = _outHalf[slot].AsSpan(_columns * _strides[slot], map.Columns);
            var count = 0;
            for (var j = 0; j < sizes.Length; j++)
            {
                if (sizes[j] != 0)
                {
                    _terms[count++] = j;
                }
            }

            map.AddMany(_rows, _outHalf[slot], _strides[slot], _terms.AsSpan(0, count), half, stride, ofMagnitudes: true);
            map.AddMany(_rows, _outMean[slot], _strides[slot], _terms.AsSpan(0, count), mean, stride);
        }

        var margin = Margin.Of(terms + _columns);
        for (var u = 0; u < size.Length; u++)
        {
            half[u] += margin * size[u];
        }
    }

    private void Bound(int index, BoxBounds bounds)
    {
        var (mean, half, stride) = (_mean[index], _half[index], _strides[index + 1]);
        Array.Clear(_spread[index]);
        var above = Wide(_spread[index], 0, stride);
        var below = Wide(_spread[index], 1, stride);
        for (var c = 1; c < _columns; c++)
        {
            var m = Wide(mean, c, stride);
            var h = Wide(half, c, stride);
            for (var i = 0; i < m.Length; i++)
            {
                above[i] += Vector.Abs(m[i] + h[i]);
                below[i] += Vector.Abs(m[i] - h[i]);
            }
        }

        for (var u = 0; u < _model.Layers[index].Units; u++)
        {
            bounds.Tighten(index, u, mean[u] - half[u] - _spread[index][stride + u], mean[u] + half[u] + _spread[index][u]);
        }
    }

    // What the units give: lines behind the functions that their sums lie between.
    private void Leave(int index, BoxBounds bounds)
    {
        var (mean, half, stride, table) = (_mean[index], _half[index], _strides[index + 1], _lines[index]);
        for (var u = 0; u < _model.Layers[index].Units; u++)
        {
            var (above, below) = (_spread[index][u], _spread[index][stride + u]);
            ((table[u], table[stride + u]), (table[(2 * stride) + u], table[(3 * stride) + u])) =
                Lines(index, u, bounds, (mean[u] - half[u], below), (mean[u] + half[u], above));
        }

        var upSlope = Wide(table, 0, stride);
        var upOffset = Wide(table, 1, stride);
        var downSlope = Wide(table, 2, stride);
        var downOffset = Wide(table, 3, stride);
        var sizes = Wide(_outHalf[index + 1], _columns, stride);
        sizes.Clear();
        for (var c = 0; c < _columns; c++)
        {
            var m = Wide(mean, c, stride);
            var h = Wide(half, c, stride);
            var outMean = Wide(_outMean[index + 1], c, stride);
            var outHalf = Wide(_outHalf[index + 1], c, stride);
            for (var i = 0; i < m.Length; i++)
            {
                var (up, down) = (upSlope[i], downSlope[i]);
                var top = up * Vector.ConditionalSelect(Vector.GreaterThanOrEqual(up, Vector<double>.Zero), m[i] + h[i], m[i] - h[i]);
                var bottom = down * Vector.ConditionalSelect(Vector.GreaterThanOrEqual(down, Vector<double>.Zero), m[i] - h[i], m[i] + h[i]);
                (top, bottom) = c == 0 ? (top + upOffset[i], bottom + downOffset[i]) : (top, bottom);
                outMean[i] = (top + bottom) * 0.5;
                outHalf[i] = (top - bottom) * 0.5;
                sizes[i] += Vector.Abs(top) + Vector.Abs(bottom);
            }
        }
    }

    private ((double Slope, double Offset) Above, (double Slope, double Offset) Below) Lines(
        int index, int u, BoxBounds bounds, (double Middle, double Spread) lower, (double Middle, double Spread) upper)
    {
        if (_model.Layers[index].Bend is not { } bend)
        {
            return ((1, 0), (1, 0));
        }

        var (low, high) = (bounds.Low[index][u], bounds.High[index][u]);
        if (Relaxation.IsLine(bend, u, low, high, out var line))
        {
            return (line, line);
        }

        // A function that never falls may be bounded on the range of either function instead, where that is smaller.
        var (least, most) = (upper.Middle - upper.Spread, upper.Middle + upper.Spread);
        var isRising = _rises[index][u];
        var above = isRising && least > low && most <= high ? Relaxation.Above(bend, u, least, most) : Relaxation.Above(bend, u, low, high);
        (least, most) = (lower.Middle - lower.Spread, lower.Middle + lower.Spread);
        return (above, isRising && most < high && least >= low ? Relaxation.Below(bend, u, least, most) : Relaxation.Below(bend, u, low, high));
    }

    private static Span<Vector<double>> Wide(double[] x, int row, int stride) => MemoryMarshal.Cast<double, Vector<double>>(x.AsSpan(row * stride, stride));

    private static bool IsRising(Bend bend, int unit)
    {
        if (bend.Curve is { } curve)
        {
            return curve.IsRising;
        }

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
