using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Geometry.Maps;

/// <content>What bounds need: products from the left, and sums of magnitudes.</content>
internal sealed partial class LinearMap
{
    // With fewer nonzero factors than this share, rows are read one by one instead of all columns.
    private const double FewRows = 0.25;

    private readonly Lock _lock = new();
    private (int[] Starts, int[] Columns, double[] Values)? _byRow;

    /// <summary>y += xᵀ·map.</summary>
    /// <param name="x">A factor for each row.</param>
    /// <param name="y">A sum for each column.</param>
    public void AddTransposed(ReadOnlySpan<double> x, Span<double> y)
    {
        var used = 0;
        foreach (var factor in x)
        {
            used += factor == 0 ? 0 : 1;
        }

        if (used < FewRows * Rows)
        {
            AddRows(x, y);
            return;
        }

        for (var j = 0; j < Columns; j++)
        {
            y[j] += Dot(j, x);
        }
    }

    /// <summary>Adds the range of entry·argument to each row: the largest to <paramref name="high"/>, the smallest to <paramref name="low"/>.</summary>
    /// <param name="j">The column.</param>
    /// <param name="least">The smallest argument.</param>
    /// <param name="most">The largest argument.</param>
    /// <param name="low">Sums of the smallest products.</param>
    /// <param name="high">Sums of the largest products.</param>
    /// <param name="lowSize">Sums of their magnitudes.</param>
    /// <param name="highSize">Sums of the magnitudes of the largest.</param>
    public void AddRange(int j, double least, double most, Span<double> low, Span<double> high, Span<double> lowSize, Span<double> highSize)
    {
        for (var k = _starts[j]; k < _starts[j + 1]; k++)
        {
            var (a, b, row) = (_values[k] * least, _values[k] * most, _rows[k]);
            (a, b) = a <= b ? (a, b) : (b, a);
            low[row] += a;
            high[row] += b;
            lowSize[row] += Math.Abs(a);
            highSize[row] += Math.Abs(b);
        }
    }

    /// <summary>y += factor·|column| for several vectors of <paramref name="stride"/> elements, each with a factor of its own.</summary>
    public void AddMagnitudes(int j, ReadOnlySpan<double> factors, Span<double> y, int stride)
    {
        for (var c = 0; c < factors.Length; c++)
        {
            if (factors[c] == 0)
            {
                continue;
            }

            if (_full is null)
            {
                for (var k = _starts[j]; k < _starts[j + 1]; k++)
                {
                    y[(c * stride) + _rows[k]] += factors[c] * Math.Abs(_values[k]);
                }

                continue;
            }

            var x = _full.AsSpan(j * Rows, Rows);
            var sums = y.Slice(c * stride, Rows);
            var wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
            var wideY = MemoryMarshal.Cast<double, Vector<double>>(sums);
            var wide = new Vector<double>(factors[c]);
            for (var i = 0; i < wideX.Length && i < wideY.Length; i++)
            {
                wideY[i] = Vector.FusedMultiplyAdd(Vector.Abs(wideX[i]), wide, wideY[i]);
            }

            for (var i = wideX.Length * Vector<double>.Count; i < x.Length; i++)
            {
                sums[i] = Math.FusedMultiplyAdd(Math.Abs(x[i]), factors[c], sums[i]);
            }
        }
    }

    private double Dot(int j, ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        if (_full is null)
        {
            for (var k = _starts[j]; k < _starts[j + 1]; k++)
            {
                sum += _values[k] * x[_rows[k]];
            }

            return sum;
        }

        // 256 bits on every machine, so that the order of the sum is the same.
        var column = _full.AsSpan(j * Rows, Rows);
        var a = MemoryMarshal.Cast<double, Vector256<double>>(column);
        var b = MemoryMarshal.Cast<double, Vector256<double>>(x[..Rows]);
        var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var i = 0; i + 1 < a.Length && i + 1 < b.Length; i += 2)
        {
            even = Vector256.FusedMultiplyAdd(a[i], b[i], even);
            odd = Vector256.FusedMultiplyAdd(a[i + 1], b[i + 1], odd);
        }

        for (var i = (a.Length & ~1) * Vector256<double>.Count; i < column.Length; i++)
        {
            sum += column[i] * x[i];
        }

        var lanes = even + odd;
        return sum + ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3]));
    }

    private void AddRows(ReadOnlySpan<double> x, Span<double> y)
    {
        var (starts, columns, values) = ByRow();
        for (var i = 0; i < Rows; i++)
        {
            for (var k = starts[i]; x[i] != 0 && k < starts[i + 1]; k++)
            {
                y[columns[k]] += x[i] * values[k];
            }
        }
    }

    private (int[] Starts, int[] Columns, double[] Values) ByRow()
    {
        lock (_lock)
        {
            if (_byRow is { } known)
            {
                return known;
            }

            var starts = new int[Rows + 1];
            foreach (var row in _rows)
            {
                starts[row + 1]++;
            }

            for (var i = 0; i < Rows; i++)
            {
                starts[i + 1] += starts[i];
            }

            var (at, columns, values) = (starts[..Rows], new int[_rows.Length], new double[_rows.Length]);
            for (var j = 0; j < Columns; j++)
            {
                for (var k = _starts[j]; k < _starts[j + 1]; k++)
                {
                    columns[at[_rows[k]]] = j;
                    values[at[_rows[k]]++] = _values[k];
                }
            }

            return (_byRow = (starts, columns, values)).Value;
        }
    }
}
