using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relumine.Geometry.Maps;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Slopes of lines that may have any (<see cref="RelaxedLines.Pair"/>), for many sums at once, and how each sum's bound would have them
/// (α-CROWN, Xu et al. 2021).
/// </summary>
internal sealed class FreeSlopes
{
    private readonly PiecewiseLinearModel _model;
    private readonly int[] _strides;
    private readonly int[][] _all;

    // By layer, of every unit with one knot: where it is, the value there, the slope left of it, and how much that grows; padded.
    private readonly double[][] _bends;

    // By layer: rows of positions, of what they turn, and of the tables that were chosen.
    private readonly double[][] _positions;
    private readonly double[][] _turns;
    private readonly double[][] _tables;
    private readonly double[][] _values;

    /// <summary>Takes memory for a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The most rows.</param>
    public FreeSlopes(PiecewiseLinearModel model, int rows)
    {
        _model = model;
        int[] lengths = [model.Inputs, .. model.Layers.Select(l => l.Units)];
        _strides = Array.ConvertAll(lengths, RowProduct.Padded);
        _all = Array.ConvertAll(lengths, n => Enumerable.Range(0, n).ToArray());
        _values = Array.ConvertAll(_strides, s => new double[rows * s]);
        (_positions, _turns) = (Array.ConvertAll(_strides[1..], s => new double[rows * s]), Array.ConvertAll(_strides[1..], s => new double[rows * s]));
        _tables = Array.ConvertAll(_strides[1..], s => new double[4 * rows * s]);
        _bends = [.. model.Layers.Select(l => Bends(l, _strides[l.Index + 1]))];
    }

    /// <summary>Begins with the slopes of the lines, for each row.</summary>
    public void Begin(int layers, int rows, RelaxedLines lines)
    {
        for (var l = 0; l < layers; l++)
        {
            var (stride, pairs) = (_strides[l + 1], lines.Of(l));
            for (var u = 0; u < pairs.Length; u++)
            {
                _positions[l][u] = pairs[u].Free != 0 ? lines.PositionOf(l, u) : 0;
            }

            for (var r = 1; r < rows; r++)
            {
                _positions[l].AsSpan(0, stride).CopyTo(_positions[l].AsSpan(r * stride, stride));
            }
        }
    }

    /// <summary>A row takes the place of another, whose own is no longer needed.</summary>
    public void Move(int layers, int from, int to)
    {
        for (var l = 0; from != to && l < layers; l++)
        {
            var stride = _strides[l + 1];
            _positions[l].AsSpan(from * stride, stride).CopyTo(_positions[l].AsSpan(to * stride, stride));
        }
    }

    /// <summary>The lines of a layer for a row, its own where they are free (see <see cref="RelaxedLines.Through"/>).</summary>
    public ReadOnlySpan<double> Choose(int layer, int row, ReadOnlySpan<double> factors, RelaxedLines lines)
    {
        var (stride, bends) = (_strides[layer + 1], _bends[layer]);
        var table = _tables[layer].AsSpan(4 * row * stride, 4 * stride);
        lines.Table(layer).CopyTo(table);
        var upSlope = Wide(table[..stride]);
        var upOffset = Wide(table.Slice(stride, stride));
        var downSlope = Wide(table.Slice(2 * stride, stride));
        var downOffset = Wide(table.Slice(3 * stride, stride));
        var knot = Wide(bends.AsSpan(0, stride));
        var value = Wide(bends.AsSpan(stride, stride));
        var left = Wide(bends.AsSpan(2 * stride, stride));
        var turn = Wide(bends.AsSpan(3 * stride, stride));
        var position = Wide(_positions[layer].AsSpan(row * stride, stride));
        var free = Wide(lines.Free(layer).AsSpan());
        var f = MemoryMarshal.Cast<double, Vector256<double>>(factors);
        for (var i = 0; i < f.Length; i++)
        {
            var right = left[i] + turn[i];
            var slope = Vector256.Max(Vector256.Min(left[i] + (position[i] * turn[i]), Vector256.Max(left[i], right)), Vector256.Min(left[i], right));
            var moved = slope * knot[i];
            var offset = value[i] - moved + (free[i] * Vector256.Create(Relaxation.Slack) * (Vector256.Abs(value[i]) + Vector256.Abs(moved)));
            var isUsed = Vector256.GreaterThan(f[i] * free[i], Vector256<double>.Zero);
            var isAbove = isUsed & Vector256.GreaterThan(free[i], Vector256<double>.Zero);
            var isBelow = Vector256.AndNot(isUsed, isAbove);
            upSlope[i] = Vector256.ConditionalSelect(isAbove, slope, upSlope[i]);
            upOffset[i] = Vector256.ConditionalSelect(isAbove, offset, upOffset[i]);
            downSlope[i] = Vector256.ConditionalSelect(isBelow, slope, downSlope[i]);
            downOffset[i] = Vector256.ConditionalSelect(isBelow, offset, downOffset[i]);
        }

        return table;
    }

    /// <summary>
    /// Moves every free slope that was used against the bound's derivative: the factor of what the unit gives, times how far beyond the knot
    /// its sum lies where the function is largest.
    /// </summary>
    public void Descend(int layers, int rows, RelaxedLines lines, double[][] factors, double[] low, double[] high, double step)
    {
        for (var r = 0; r < rows; r++)
        {
            for (var i = 0; i < low.Length; i++)
            {
                var at = (r * _strides[0]) + i;
                _values[0][at] = factors[0][at] >= 0 ? high[i] : low[i];
            }
        }

        Span<double> largest = stackalloc double[rows];
        largest.Clear();
        for (var l = 0; l < layers; l++)
        {
            var (form, stride, sums) = (_model.Layers[l].Form, _strides[l + 1], _values[l + 1]);
            for (var r = 0; r < rows; r++)
            {
                form.Constant.CopyTo(sums, r * stride);
            }

            foreach (var (slot, map) in form.Terms)
            {
                map.AddMany(rows, _values[slot], _strides[slot], _all[slot], sums, stride);
            }

            for (var r = 0; r < rows; r++)
            {
                var most = Turn(l, factors[l + 1].AsSpan(r * stride, stride), lines.Free(l), sums.AsSpan(r * stride, stride), r);
                largest[r] = Math.Max(largest[r], most);
            }
        }

        for (var l = 0; l < layers; l++)
        {
            for (var r = 0; r < rows; r++)
            {
                if (largest[r] > 0)
                {
                    Shift(l, r, 1 / largest[r], step);
                }
            }
        }
    }

    // How the bound changes with each position; the sums become what the chosen lines give.
    private double Turn(int l, ReadOnlySpan<double> factors, double[] frees, Span<double> sums, int row)
    {
        var (stride, most) = (factors.Length, Vector256<double>.Zero);
        var table = _tables[l].AsSpan(4 * row * stride, 4 * stride);
        var upSlope = Wide(table[..stride]);
        var upOffset = Wide(table.Slice(stride, stride));
        var downSlope = Wide(table.Slice(2 * stride, stride));
        var downOffset = Wide(table.Slice(3 * stride, stride));
        var knot = Wide(_bends[l].AsSpan(0, stride));
        var turn = Wide(_bends[l].AsSpan(3 * stride, stride));
        var turns = Wide(_turns[l].AsSpan(row * stride, stride));
        var free = Wide(frees.AsSpan());
        var z = Wide(sums);
        var f = MemoryMarshal.Cast<double, Vector256<double>>(factors);
        for (var i = 0; i < z.Length; i++)
        {
            var isUsed = Vector256.GreaterThan(f[i] * free[i], Vector256<double>.Zero);
            turns[i] = f[i] * turn[i] * (z[i] - knot[i]) & isUsed;
            most = Vector256.Max(most, Vector256.Abs(turns[i]));
            var isUp = Vector256.GreaterThan(f[i], Vector256<double>.Zero);
            z[i] = (Vector256.ConditionalSelect(isUp, upSlope[i], downSlope[i]) * z[i]) + Vector256.ConditionalSelect(isUp, upOffset[i], downOffset[i]);
        }

        return Math.Max(Math.Max(most[0], most[1]), Math.Max(most[2], most[3]));
    }

    // The root keeps small derivatives from standing still beside a large one.
    private void Shift(int l, int row, double scale, double step)
    {
        var stride = _strides[l + 1];
        var turns = Wide(_turns[l].AsSpan(row * stride, stride));
        var position = Wide(_positions[l].AsSpan(row * stride, stride));
        for (var i = 0; i < turns.Length; i++)
        {
            var moved = Vector256.CopySign(Vector256.Sqrt(Vector256.Abs(turns[i]) * scale) * step, turns[i]);
            position[i] = Vector256.Max(Vector256.Min(position[i] - moved, Vector256<double>.One), Vector256<double>.Zero);
        }
    }

    private static double[] Bends(PiecewiseLayer layer, int stride)
    {
        var numbers = new double[4 * stride];
        for (var u = 0; layer.Bend is { } bend && u < layer.Units; u++)
        {
            if (bend.Knots(u).Length == 1)
            {
                var left = bend.Segment(u, 0).Slope;
                (numbers[u], numbers[stride + u]) = (bend.Knots(u)[0], bend.Value(u, bend.Knots(u)[0]));
                (numbers[(2 * stride) + u], numbers[(3 * stride) + u]) = (left, bend.Segment(u, 1).Slope - left);
            }
        }

        return numbers;
    }

    private static Span<Vector256<double>> Wide(Span<double> x) => MemoryMarshal.Cast<double, Vector256<double>>(x);
}
