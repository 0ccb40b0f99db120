using System.Numerics;
using System.Runtime.InteropServices;

namespace Relumine.Geometry.Maps;

/// <summary>A matrix that is read column by column: in compressed columns, and, where it is mostly full, also as whole columns.</summary>
internal sealed partial class LinearMap
{
    private readonly int[] _starts;
    private readonly int[] _rows;
    private readonly double[] _values;
    private double[]? _full;

    /// <summary>Takes the entries, sorted by column; the arrays are kept.</summary>
    public LinearMap(int rows, int columns, int[] starts, int[] rowOf, double[] values) =>
        (Rows, Columns, _starts, _rows, _values) = (rows, columns, starts, rowOf, values);

    /// <summary>The number of results.</summary>
    public int Rows { get; }

    /// <summary>The number of arguments.</summary>
    public int Columns { get; }

    /// <summary>Entries that are stored.</summary>
    public long Entries => _values.LongLength;

    /// <summary>Whether it changes nothing.</summary>
    public bool IsIdentity { get; private init; }

    /// <summary>The map that changes nothing.</summary>
    public static LinearMap Identity(int size) => new(
        size, size, [.. Enumerable.Range(0, size + 1)], [.. Enumerable.Range(0, size)], Enumerable.Repeat(1.0, size).ToArray())
    { IsIdentity = true };

    /// <summary>A map of entries in any order; entries of the same place are added, zeros dropped.</summary>
    public static LinearMap Of(int rows, int columns, IReadOnlyCollection<(int Row, int Column, double Value)> entries)
    {
        var starts = new int[columns + 1];
        foreach (var (_, column, value) in entries)
        {
            starts[column + 1] += value == 0 ? 0 : 1;
        }

        for (var c = 0; c < columns; c++)
        {
            starts[c + 1] += starts[c];
        }

        var (rowOf, values, at) = (new int[starts[columns]], new double[starts[columns]], starts[..columns]);
        foreach (var (row, column, value) in entries)
        {
            if (value != 0)
            {
                rowOf[at[column]] = row;
                values[at[column]++] = value;
            }
        }

        return new LinearMap(rows, columns, starts, rowOf, values);
    }

    /// <summary>Result i is factor·argument <paramref name="source"/>[i]; none where the source is negative.</summary>
    public static LinearMap Pick(int columns, ReadOnlySpan<int> source, ReadOnlySpan<double> factor = default)
    {
        var entries = new List<(int, int, double)>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] >= 0)
            {
                entries.Add((i, source[i], factor.IsEmpty ? 1 : factor[i]));
            }
        }

        return Of(source.Length, columns, entries);
    }

    /// <summary>How many entries the product with a map in front has at most.</summary>
    public long EntriesAfter(LinearMap first) =>
        Math.Min((long)Rows * first.Columns, first._rows.Sum(r => (long)(_starts[r + 1] - _starts[r])));

    /// <summary>This map behind another.</summary>
    public LinearMap After(LinearMap first)
    {
        if (IsIdentity || first.IsIdentity)
        {
            return IsIdentity ? first : this;
        }

        var (sums, seen, touched) = (new double[Rows], new bool[Rows], new List<int>());
        var (starts, rowOf, values) = (new int[first.Columns + 1], new List<int>(), new List<double>());
        for (var j = 0; j < first.Columns; j++)
        {
            for (var k = first._starts[j]; k < first._starts[j + 1]; k++)
            {
                var middle = first._rows[k];
                for (var i = _starts[middle]; i < _starts[middle + 1]; i++)
                {
                    var row = _rows[i];
                    sums[row] += _values[i] * first._values[k];
                    if (!seen[row])
                    {
                        seen[row] = true;
                        touched.Add(row);
                    }
                }
            }

            touched.Sort();
            foreach (var row in touched)
            {
                if (sums[row] != 0)
                {
                    rowOf.Add(row);
                    values.Add(sums[row]);
                }

                (sums[row], seen[row]) = (0, false);
            }

            touched.Clear();
            starts[j + 1] = values.Count;
        }

        return new LinearMap(Rows, first.Columns, starts, [.. rowOf], [.. values]);
    }

    /// <summary>The same map with every entry multiplied.</summary>
    public LinearMap Times(double factor) => factor == 1 ? this : new(Rows, Columns, _starts, _rows, Array.ConvertAll(_values, v => v * factor));

    /// <summary>The entries, one by one.</summary>
    public IEnumerable<(int Row, int Column, double Value)> All()
    {
        for (var j = 0; j < Columns; j++)
        {
            for (var k = _starts[j]; k < _starts[j + 1]; k++)
            {
                yield return (_rows[k], j, _values[k]);
            }
        }
    }

    /// <summary>Adds |entry| to each row's sum.</summary>
    public void AddMagnitudes(Span<double> sums)
    {
        for (var k = 0; k < _values.Length; k++)
        {
            sums[_rows[k]] += Math.Abs(_values[k]);
        }
    }

    /// <summary>Keeps whole columns beside the compressed ones if at least half the matrix is full.</summary>
    public void Prepare()
    {
        var size = (long)Rows * Columns;
        if (_full is not null || Entries * 2 < size || size > Array.MaxLength / sizeof(double) || Rows < 4)
        {
            return;
        }

        var full = new double[size];
        for (var j = 0; j < Columns; j++)
        {
            for (var k = _starts[j]; k < _starts[j + 1]; k++)
            {
                full[((long)j * Rows) + _rows[k]] += _values[k];
            }
        }

        _full = full;
    }

    /// <summary>y += factor·column.</summary>
    public void AddColumn(int j, double factor, Span<double> y)
    {
        if (_full is not null)
        {
            Add(_full.AsSpan(j * Rows, Rows), factor, y);
            return;
        }

        for (var k = _starts[j]; k < _starts[j + 1]; k++)
        {
            y[_rows[k]] += factor * _values[k];
        }
    }

    /// <summary>Adds a column to several vectors of <paramref name="stride"/> elements, each with a factor of its own.</summary>
    public void AddColumn(int j, ReadOnlySpan<double> factors, Span<double> y, int stride)
    {
        if (_full is null)
        {
            for (var c = 0; c < factors.Length; c++)
            {
                AddColumn(j, factors[c], y[(c * stride)..]);
            }
        }
        else if (factors.Length == 3)
        {
            Add(_full.AsSpan(j * Rows, Rows), factors[0], factors[1], factors[2], y[..Rows], y.Slice(stride, Rows), y.Slice(2 * stride, Rows));
        }
        else
        {
            for (var c = 0; c < factors.Length; c++)
            {
                Add(_full.AsSpan(j * Rows, Rows), factors[c], y.Slice(c * stride, Rows));
            }
        }
    }

    private static void Add(ReadOnlySpan<double> x, double factor, Span<double> y)
    {
        var wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
        var wideY = MemoryMarshal.Cast<double, Vector<double>>(y[..x.Length]);
        var wide = new Vector<double>(factor);
        for (var i = 0; i < wideX.Length; i++)
        {
            wideY[i] = Vector.FusedMultiplyAdd(wideX[i], wide, wideY[i]);
        }

        for (var i = wideX.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(x[i], factor, y[i]);
        }
    }

    private static void Add(ReadOnlySpan<double> x, double f0, double f1, double f2, Span<double> y0, Span<double> y1, Span<double> y2)
    {
        var wideX = MemoryMarshal.Cast<double, Vector<double>>(x);
        var wide0 = MemoryMarshal.Cast<double, Vector<double>>(y0);
        var wide1 = MemoryMarshal.Cast<double, Vector<double>>(y1);
        var wide2 = MemoryMarshal.Cast<double, Vector<double>>(y2);
        var (v0, v1, v2) = (new Vector<double>(f0), new Vector<double>(f1), new Vector<double>(f2));
        for (var i = 0; i < wideX.Length && i < wide0.Length && i < wide1.Length && i < wide2.Length; i++)
        {
            var v = wideX[i];
            wide0[i] = Vector.FusedMultiplyAdd(v, v0, wide0[i]);
            wide1[i] = Vector.FusedMultiplyAdd(v, v1, wide1[i]);
            wide2[i] = Vector.FusedMultiplyAdd(v, v2, wide2[i]);
        }

        for (var i = wideX.Length * Vector<double>.Count; i < x.Length; i++)
        {
            y0[i] = Math.FusedMultiplyAdd(x[i], f0, y0[i]);
            y1[i] = Math.FusedMultiplyAdd(x[i], f1, y1[i]);
            y2[i] = Math.FusedMultiplyAdd(x[i], f2, y2[i]);
        }
    }
}
