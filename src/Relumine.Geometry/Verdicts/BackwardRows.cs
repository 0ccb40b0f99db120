using Relumine.Geometry.Maps;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// <see cref="BackwardBounds"/> of many sums of a layer at once, so that a layer in front is gone through by one product of matrices. Keeps
/// the functions of the last sums.
/// </summary>
internal sealed class BackwardRows
{
    /// <summary>How many sums may be bounded at once.</summary>
    public const int Most = 64;

    private const double FirstStep = 0.5;
    private const double Decay = 0.8;

    // Steps go on only where that many times what they have won so far would do.
    private const double Reach = 6;

    private readonly PiecewiseLinearModel _model;
    private readonly double[][] _sizes;
    private readonly double[][] _slots;
    private readonly double[][] _rows;
    private readonly double[][] _constants;
    private readonly int[] _strides;
    private readonly double[] _margins;
    private readonly double[] _layerMargins;
    private readonly double[] _constant = new double[Most];
    private readonly double[] _size = new double[Most];
    private readonly double[] _error = new double[Most];
    private readonly FreeSlopes _slopes;
    private readonly (int Unit, double Sign)[] _asked = new (int, double)[Most];
    private readonly int[] _of = new int[Most];
    private readonly double[] _last = new double[Most];
    private readonly bool[] _goesOn = new bool[Most];
    private readonly double[] _first = new double[Most];

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sizes">For each unit of each layer, the magnitudes that it adds up at most, over the whole box.</param>
    public BackwardRows(PiecewiseLinearModel model, double[][] sizes)
    {
        _model = model;
        int[] lengths = [model.Inputs, .. model.Layers.Select(l => l.Units)];
        _strides = Array.ConvertAll(lengths, RowProduct.Padded);
        (_slots, _rows) = (Array.ConvertAll(_strides, s => new double[Most * s]), Array.ConvertAll(_strides, s => new double[Most * s]));
        (_sizes, _constants) = ([.. model.Layers.Select(l => Pad(l, sizes[l.Index]))], [.. model.Layers.Select(l => Pad(l, l.Form.Constant))]);
        _margins = [.. model.Layers.Select((_, i) => Margin.Of(model.Inputs + (2 * model.Layers.Take(i + 1).Sum(l => l.Units))))];
        _layerMargins = [.. model.Layers.Select(l => Margin.Of(1 + l.Form.Terms.Sum(t => t.Map.Rows)))];
        _slopes = new FreeSlopes(model, Most);

        // Layers that nobody has asked about have no sizes.
        static double[] Pad(PiecewiseLayer layer, double[]? x)
        {
            var padded = new double[RowProduct.Padded(layer.Units)];
            x?.CopyTo(padded, 0);
            return padded;
        }
    }

    /// <summary>The factor of each input in the last function of a row.</summary>
    public ReadOnlySpan<double> Inputs(int row) => _slots[0].AsSpan(row * _strides[0], _model.Inputs);

    /// <summary>The factors of what a layer in front gives, in the last function of a row.</summary>
    public ReadOnlySpan<double> Factors(int row, int layer) => _slots[layer + 1].AsSpan(row * _strides[layer + 1], _model.Layers[layer].Units);

    /// <summary>Upper bounds of sign·sum.</summary>
    /// <param name="layer">The units' layer.</param>
    /// <param name="asked">The units and signs, not more than <see cref="Most"/>.</param>
    /// <param name="lines">The lines of the layers in front.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    /// <param name="upper">Takes the bounds.</param>
    public void Upper(int layer, ReadOnlySpan<(int Unit, double Sign)> asked, RelaxedLines lines, double[] low, double[] high, Span<double> upper) =>
        Upper(layer, asked, lines, low, high, upper, isFree: false);

    /// <summary>Better upper bounds of sign·sum: each row's slopes are moved along its bound's gradient. See <see cref="BackwardBounds.Optimized"/>.</summary>
    /// <param name="layer">The units' layer.</param>
    /// <param name="asked">The units and signs, not more than <see cref="Most"/>.</param>
    /// <param name="lines">The lines of the layers in front; it begins with their slopes.</param>
    /// <param name="low">The box: smallest values.</param>
    /// <param name="high">The box: largest values.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="enough">For each row, a bound with which to stop.</param>
    /// <param name="upper">Takes the bounds.</param>
    /// <param name="seen">Is told of every row, by its place here and in <paramref name="asked"/>, when its function is the last one.</param>
    public void Optimized(
        int layer, ReadOnlySpan<(int Unit, double Sign)> asked, RelaxedLines lines, double[] low, double[] high, int steps,
        ReadOnlySpan<double> enough, Span<double> upper, Action<int, int> seen)
    {
        asked.CopyTo(_asked);
        for (var r = 0; r < asked.Length; r++)
        {
            (_of[r], upper[r]) = (r, double.PositiveInfinity);
        }

        _slopes.Begin(layer, asked.Length, lines);
        var (rows, step) = (asked.Length, FirstStep);
        for (var k = 0; rows > 0; k++, step *= Decay)
        {
            Upper(layer, _asked.AsSpan(0, rows), lines, low, high, _last, isFree: true);
            for (var r = 0; r < rows; r++)
            {
                upper[_of[r]] = Math.Min(upper[_of[r]], _last[r]);
                _first[_of[r]] = k == 0 ? _last[r] : _first[_of[r]];
            }

            var going = 0;
            for (var r = 0; r < rows; r++)
            {
                var (of, left) = (_of[r], upper[_of[r]] - enough[_of[r]]);
                _goesOn[r] = k < steps && left > 0 && (k == 0 || left <= Reach * (_first[of] - upper[of]));
                going += _goesOn[r] ? 1 : 0;
            }

            if (going > 0)
            {
                _slopes.Descend(layer, rows, lines, _slots, low, high, step);
            }

            var kept = 0;
            for (var r = 0; r < rows; r++)
            {
                if (!_goesOn[r])
                {
                    seen(r, _of[r]);
                    continue;
                }

                (_asked[kept], _of[kept]) = (_asked[r], _of[r]);
                _slopes.Move(layer, r, kept++);
            }

            rows = kept;
        }
    }

    private void Upper(
        int layer, ReadOnlySpan<(int Unit, double Sign)> asked, RelaxedLines lines, double[] low, double[] high, Span<double> upper, bool isFree)
    {
        // Two or three rows that are left over cost more than four: empty ones go with them.
        var rows = asked.Length;
        var multiplied = rows % 4 >= 2 ? (rows + 3) & ~3 : rows;
        for (var s = 0; s <= layer; s++)
        {
            Array.Clear(_slots[s], 0, multiplied * _strides[s]);
            Array.Clear(_rows[s], rows * _strides[s], (multiplied - rows) * _strides[s]);
        }

        Begin(layer, asked);
        for (var l = layer - 1; l >= 0; l--)
        {
            for (var r = 0; r < rows; r++)
            {
                var at = r * _strides[l + 1];
                var factors = _slots[l + 1].AsSpan(at, _strides[l + 1]);
                var row = _rows[l + 1].AsSpan(at, _strides[l + 1]);
                var table = isFree ? _slopes.Choose(l, r, factors, lines) : lines.Table(l);
                var sums = RelaxedRow.Run(factors, table, _constants[l], _sizes[l], row);
                _constant[r] += sums.Constant;
                _size[r] += sums.Size;
                _error[r] += _layerMargins[l] * sums.Weight;
            }

            foreach (var (slot, map) in _model.Layers[l].Form.Terms)
            {
                map.AddManyTransposed(multiplied, _rows[l + 1], _strides[l + 1], lines.Moving(l), _slots[slot], _strides[slot]);
            }
        }

        for (var r = 0; r < rows; r++)
        {
            var factors = _slots[0].AsSpan(r * _strides[0], low.Length);
            var (constant, size) = (_constant[r], _size[r]);
            for (var i = 0; i < factors.Length; i++)
            {
                var product = factors[i] * (factors[i] >= 0 ? high[i] : low[i]);
                constant += product;
                size += Math.Abs(product);
            }

            // What overflows is no bound.
            var bound = constant + _error[r] + (_margins[layer] * size);
            upper[r] = double.IsNaN(bound) ? double.PositiveInfinity : bound;
        }
    }

    // The units' own weights.
    private void Begin(int layer, ReadOnlySpan<(int Unit, double Sign)> asked)
    {
        var form = _model.Layers[layer].Form;
        for (var r = 0; r < asked.Length; r++)
        {
            var (unit, sign) = asked[r];
            (_constant[r], _size[r]) = (sign * form.Constant[unit], Math.Abs(form.Constant[unit]));
            _error[r] = _layerMargins[layer] * _sizes[layer][unit];
            foreach (var (slot, map) in form.Terms)
            {
                map.AddRow(unit, sign, _slots[slot].AsSpan(r * _strides[slot], map.Columns));
            }
        }
    }
}
