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

    /// <summary>The lines of a layer for a row, its own where they are free.</summary>
    public ReadOnlySpan<double> Choose(int layer, int row, ReadOnlySpan<double> factors, RelaxedLines lines)
    {
        var stride = _strides[layer + 1];
        var table = _tables[layer].AsSpan(4 * row * stride, 4 * stride);
        lines.Table(layer).CopyTo(table);
        var positions = _positions[layer].AsSpan(row * stride, stride);
        foreach (var u in lines.Free(layer))
        {
            var free = lines.Of(layer)[u].Free;
            if (factors[u] * free > 0)
            {
                var at = free > 0 ? 0 : 2 * stride;
                (table[at + u], table[at + stride + u]) = lines.Through(layer, u, positions[u]);
            }
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
            var (form, stride) = (_model.Layers[l].Form, _strides[l + 1]);
            var sums = _values[l + 1];
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
                var (z, f, turns) = (r * stride, factors[l + 1], _turns[l]);
                foreach (var u in lines.Free(l))
                {
                    var isUsed = f[z + u] * lines.Of(l)[u].Free > 0;
                    turns[z + u] = isUsed ? f[z + u] * lines.Turn(l, u, sums[z + u]) : 0;
                    largest[r] = Math.Max(largest[r], Math.Abs(turns[z + u]));
                }

                Give(f.AsSpan(z, stride), _tables[l].AsSpan(4 * z, 4 * stride), sums.AsSpan(z, stride));
            }
        }

        for (var l = 0; l < layers; l++)
        {
            for (var r = 0; r < rows; r++)
            {
                for (var at = 0; largest[r] > 0 && at < lines.Free(l).Length; at++)
                {
                    // The root keeps small derivatives from standing still beside a large one.
                    var u = (r * _strides[l + 1]) + lines.Free(l)[at];
                    var share = _turns[l][u] / largest[r];
                    _positions[l][u] = Math.Clamp(_positions[l][u] - (step * Math.Sign(share) * Math.Sqrt(Math.Abs(share))), 0, 1);
                }
            }
        }
    }

    // What the lines that a function took give.
    private static void Give(ReadOnlySpan<double> factors, ReadOnlySpan<double> table, Span<double> sums)
    {
        var stride = factors.Length;
        var wide = MemoryMarshal.Cast<double, Vector256<double>>(sums);
        var signs = MemoryMarshal.Cast<double, Vector256<double>>(factors);
        var upSlope = MemoryMarshal.Cast<double, Vector256<double>>(table[..stride]);
        var upOffset = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(stride, stride));
        var downSlope = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(2 * stride, stride));
        var downOffset = MemoryMarshal.Cast<double, Vector256<double>>(table.Slice(3 * stride, stride));
        for (var i = 0; i < wide.Length; i++)
        {
            var isUp = Vector256.GreaterThan(signs[i], Vector256<double>.Zero);
            wide[i] = (Vector256.ConditionalSelect(isUp, upSlope[i], downSlope[i]) * wide[i]) + Vector256.ConditionalSelect(isUp, upOffset[i], downOffset[i]);
        }
    }
}
