namespace Relumine.Geometry.Maps;

/// <content>Whole rows and columns, padded for <see cref="RowProduct"/>.</content>
internal sealed partial class LinearMap
{
    private const long MostPadded = 1 << 26;

    private Panels? _panels;

    /// <summary>A map that is mostly full, in the layouts that products of many rows need.</summary>
    /// <param name="Columns">A column behind the other, padded.</param>
    /// <param name="Magnitudes">The magnitudes of these.</param>
    /// <param name="Rows">A row behind the other, padded.</param>
    public sealed record Panels(double[] Columns, double[] Magnitudes, double[] Rows);

    /// <summary>The whole rows and columns; null of a map that is mostly empty, or very narrow.</summary>
    public Panels? Whole()
    {
        lock (_lock)
        {
            var (tall, wide) = (RowProduct.Padded(Rows), RowProduct.Padded(Columns));
            if (_panels is null && _full is not null && Math.Max((long)tall * Columns, (long)wide * Rows) <= MostPadded)
            {
                var (columns, rows) = (new double[tall * Columns], new double[wide * Rows]);
                foreach (var (row, column, value) in All())
                {
                    columns[(column * tall) + row] += value;
                    rows[(row * wide) + column] += value;
                }

                _panels = new Panels(columns, Array.ConvertAll(columns, Math.Abs), rows);
            }

            return _panels;
        }
    }

    /// <summary>For each of many vectors x, y += map·x.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="x">The arguments, a vector behind the other.</param>
    /// <param name="strideX">From one to the next.</param>
    /// <param name="terms">The columns whose arguments are not all 0.</param>
    /// <param name="y">The results, padded.</param>
    /// <param name="strideY">From one to the next.</param>
    /// <param name="ofMagnitudes">Whether entries count without their sign.</param>
    public void AddMany(int rows, double[] x, int strideX, ReadOnlySpan<int> terms, double[] y, int strideY, bool ofMagnitudes = false)
    {
        if (Whole() is { } whole)
        {
            RowProduct.Add(rows, x, strideX, terms, ofMagnitudes ? whole.Magnitudes : whole.Columns, y, strideY);
            return;
        }

        for (var r = 0; r < rows; r++)
        {
            foreach (var j in terms)
            {
                for (var k = _starts[j]; k < _starts[j + 1]; k++)
                {
                    y[(r * strideY) + _rows[k]] += x[(r * strideX) + j] * (ofMagnitudes ? Math.Abs(_values[k]) : _values[k]);
                }
            }
        }
    }

    /// <summary>For each of many vectors x, y += xᵀ·map.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="x">The factors, a vector behind the other.</param>
    /// <param name="strideX">From one to the next.</param>
    /// <param name="terms">The rows whose factors are not all 0.</param>
    /// <param name="y">The results, padded.</param>
    /// <param name="strideY">From one to the next.</param>
    public void AddManyTransposed(int rows, double[] x, int strideX, ReadOnlySpan<int> terms, double[] y, int strideY)
    {
        if (Whole() is { } whole)
        {
            RowProduct.Add(rows, x, strideX, terms, whole.Rows, y, strideY);
            return;
        }

        var (starts, columns, values) = ByRow();
        for (var r = 0; r < rows; r++)
        {
            foreach (var i in terms)
            {
                for (var k = starts[i]; k < starts[i + 1]; k++)
                {
                    y[(r * strideY) + columns[k]] += x[(r * strideX) + i] * values[k];
                }
            }
        }
    }

    /// <summary>y += factor·row.</summary>
    public void AddRow(int i, double factor, Span<double> y)
    {
        if (Whole() is { } whole)
        {
            Add(whole.Rows.AsSpan(i * RowProduct.Padded(Columns), Columns), factor, y[..Columns]);
            return;
        }

        var (starts, columns, values) = ByRow();
        for (var k = starts[i]; k < starts[i + 1]; k++)
        {
            y[columns[k]] += factor * values[k];
        }
    }
}
