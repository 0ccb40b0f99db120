using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relumine.Geometry.Maps;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// <see cref="BackwardBounds"/> of many sums of a layer at once, so that a layer in front is gone through by one product of matrices.
/// </summary>
internal sealed class BackwardRows
{
    /// <summary>How many sums may be bounded at once.</summary>
    public const int Most = 64;

    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _sizes;
    private readonly double[][] _slots;
    private readonly double[][] _constants;
    private readonly int[] _strides;
    private readonly int[][] _terms;
    private readonly int[] _used;
    private readonly double[] _margins;
    private readonly double[] _constant = new double[Most];
    private readonly double[] _size = new double[Most];
    private readonly double[] _error = new double[Most];

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sizes">For each unit of each layer, the magnitudes that it adds up at most, over the whole box.</param>
    public BackwardRows(PiecewiseLinearModel model, double[][] sizes)
    {
        _model = model;
        int[] lengths = [model.Inputs, .. model.Layers.Select(l => l.Units)];
        _strides = Array.ConvertAll(lengths, RowProduct.Padded);
        (_slots, _terms) = (Array.ConvertAll(_strides, s => new double[Most * s]), Array.ConvertAll(lengths, l => new int[l]));
        (_sizes, _constants) = ([.. model.Layers.Select(l => Pad(l, sizes[l.Index]))], [.. model.Layers.Select(l => Pad(l, l.Form.Constant))]);
        _used = new int[lengths.Length];
        _margins = [.. model.Layers.Select((_, i) => Margin.Of(model.Inputs + (2 * model.Layers.Take(i + 1).Sum(l => l.Units))))];

        // Layers that nobody has asked about have no sizes.
        static double[] Pad(PiecewiseLayer layer, double[]? x)
        {
            var padded = new double[RowProduct.Padded(layer.Units)];
            x?.CopyTo(padded, 0);
            return padded;
        }
    }

    /// <summary>Upper bounds of sign·sum.</summary>
    /// <param name="layer">The units' layer.</param>
    /// <param name="asked">The units and signs, not more than <see cref="Most"/>.</param>
    /// <param name="lines">The lines of the layers in front.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    /// <param name="upper">Takes the bounds.</param>
    public void Upper(int layer, ReadOnlySpan<(int Unit, double Sign)> asked, RelaxedLines lines, double[] low, double[] high, Span<double> upper)
    {
        var rows = asked.Length;
        for (var s = 0; s <= layer; s++)
        {
            Array.Clear(_slots[s], 0, rows * _strides[s]);
        }

        Begin(layer, asked);
        for (var l = layer - 1; l >= 0; l--)
        {
            Relax(l, rows, lines);
            if (_used[l + 1] > 0)
            {
                Through(l, rows);
            }
        }

        for (var r = 0; r < rows; r++)
        {
            var factors = _slots[0].AsSpan(r * _strides[0], low.Length);
            var constant = _constant[r];
            var size = _size[r];
            for (var i = 0; i < factors.Length; i++)
            {
                var product = factors[i] * (factors[i] >= 0 ? high[i] : low[i]);
                constant += product;
                size += Math.Abs(product);
            }

            upper[r] = constant + _error[r] + (_margins[layer] * size);
        }
    }

    // A row with a single 1 in front of the layer: the unit's own weights.
    private void Begin(int layer, ReadOnlySpan<(int Unit, double Sign)> asked)
    {
        var (form, terms) = (_model.Layers[layer].Form, 1);
        foreach (var (_, map) in form.Terms)
        {
            terms += map.Rows;
        }

        var one = new double[form.Size];
        for (var r = 0; r < asked.Length; r++)
        {
            var (unit, sign) = asked[r];
            (_constant[r], _size[r]) = (sign * form.Constant[unit], Math.Abs(form.Constant[unit]));
            _error[r] = Margin.Of(terms) * _sizes[layer][unit];
            one[unit] = sign;
            foreach (var (slot, map) in form.Terms)
            {
                if (map.Whole() is { } whole)
                {
                    var from = whole.Rows.AsSpan(unit * _strides[slot], _strides[slot]);
                    var to = _slots[slot].AsSpan(r * _strides[slot], _strides[slot]);
                    for (var i = 0; i < from.Length; i++)
                    {
                        to[i] += sign * from[i];
                    }
                }
                else
                {
                    map.AddTransposed(one, _slots[slot].AsSpan(r * _strides[slot], map.Columns));
                }
            }

            one[unit] = 0;
        }
    }

    // From the factors of a layer's outputs to those of its sums.
    private void Relax(int l, int rows, RelaxedLines lines)
    {
        var (stride, used) = (_strides[l + 1], 0);
        foreach (var u in lines.Moving(l))
        {
            _terms[l + 1][used++] = u;
        }

        _used[l + 1] = used;
        var table = lines.Table(l);
        var upSlope = Wide(table, 0, stride);
        var upOffset = Wide(table, stride, stride);
        var downSlope = Wide(table, 2 * stride, stride);
        var downOffset = Wide(table, 3 * stride, stride);
        var constants = Wide(_constants[l], 0, stride);
        var sizes = Wide(_sizes[l], 0, stride);
        var terms = 1;
        foreach (var (_, map) in _model.Layers[l].Form.Terms)
        {
            terms += map.Rows;
        }

        for (var r = 0; r < rows; r++)
        {
            var factors = Wide(_slots[l + 1], r * stride, stride);
            var (constant, size, weight) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
            for (var i = 0; i < factors.Length; i++)
            {
                var (up, down) = (Vector256.Max(factors[i], Vector256<double>.Zero), Vector256.Min(factors[i], Vector256<double>.Zero));
                var (plus, minus) = (up * upOffset[i], down * downOffset[i]);
                var row = (up * upSlope[i]) + (down * downSlope[i]);
                var product = row * constants[i];
                constant += plus + minus + product;
                size += Vector256.Abs(plus) + Vector256.Abs(minus) + Vector256.Abs(product);
                weight += Vector256.Abs(row) * sizes[i];
                factors[i] = row;
            }

            _constant[r] += Sum(constant);
            _size[r] += Sum(size);
            _error[r] += Margin.Of(terms) * Sum(weight);
        }
    }

    private void Through(int l, int rows)
    {
        foreach (var (slot, map) in _model.Layers[l].Form.Terms)
        {
            map.AddManyTransposed(rows, _slots[l + 1], _strides[l + 1], _terms[l + 1].AsSpan(0, _used[l + 1]), _slots[slot], _strides[slot]);
        }
    }

    private static Span<Vector256<double>> Wide(double[] x, int start, int length) => MemoryMarshal.Cast<double, Vector256<double>>(x.AsSpan(start, length));

    // 256 bits on every machine, so that the order of the sum is the same.
    private static double Sum(Vector256<double> x) => (x[0] + x[1]) + (x[2] + x[3]);
}
