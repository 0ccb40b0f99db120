using Relumine.Geometry.Views;

namespace Relumine.Geometry.Solids;

/// <summary>The affine function that a model is around a point that lies on no crease.</summary>
internal static class CellMap
{
    // Of the numbers that were added up: what two ways to the same function may differ by.
    private const double Rounding = 1.0 / (1L << 36);

    /// <summary>For each output its constant and its slopes, and last the size of what was added up for it.</summary>
    public static double[][] Of(PiecewiseLinearModel model, double[] point)
    {
        // A column for the constant, one for each input, and one for the sizes.
        var (columns, slots) = (model.Inputs + 2, new double[model.Layers.Count + 1][][]);
        slots[0] = [.. Enumerable.Range(0, model.Inputs).Select(i => Unit(i + 1, point[i]))];
        foreach (var layer in model.Layers)
        {
            var sums = Sums(layer);
            for (var u = 0; u < layer.Units && layer.Bend is { } bend; u++)
            {
                var (z, passed) = (sums[u][0], 0);
                for (var i = 0; i < model.Inputs; i++)
                {
                    z += sums[u][i + 1] * point[i];
                }

                foreach (var knot in bend.Knots(u))
                {
                    passed += z > knot ? 1 : 0;
                }

                var (slope, offset) = bend.Segment(u, passed);
                sums[u] = [.. sums[u].Select((s, c) => c == columns - 1 ? (Math.Abs(slope) * s) + Math.Abs(offset) : (slope * s) + (c == 0 ? offset : 0))];
            }

            slots[layer.Index + 1] = sums;
        }

        return Sums(model.Output);

        double[] Unit(int column, double size)
        {
            var row = new double[columns];
            (row[column], row[^1]) = (1, 1 + Math.Abs(size));
            return row;
        }

        double[][] Sums(PiecewiseLayer layer)
        {
            double[][] sums = [.. layer.Form.Constant.Select(c =>
            {
                var row = new double[columns];
                (row[0], row[^1]) = (c, Math.Abs(c));
                return row;
            })];
            foreach (var (slot, map) in layer.Form.Terms)
            {
                foreach (var (row, column, value) in map.All())
                {
                    for (var c = 0; c < columns; c++)
                    {
                        sums[row][c] += (c == columns - 1 ? Math.Abs(value) : value) * slots[slot][column][c];
                    }
                }
            }

            return sums;
        }
    }

    /// <summary>Whether two functions are the same but for rounding.</summary>
    public static bool AreSame(double[][] first, double[][] second)
    {
        for (var o = 0; o < first.Length; o++)
        {
            for (var c = 0; c < first[o].Length - 1; c++)
            {
                if (!(Math.Abs(first[o][c] - second[o][c]) <= Rounding * (first[o][^1] + second[o][^1])))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
