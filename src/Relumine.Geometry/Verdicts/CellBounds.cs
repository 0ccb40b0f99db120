using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Bounds of every sum on the convex hull of some points, with each unit on the line that a pattern says. The sums of those lines are
/// affine, hence largest at a point; how far the network is from them is at most what the points go beyond the knots, carried through.
/// </summary>
internal sealed class CellBounds(PiecewiseLinearModel model)
{
    private readonly List<Pass> _passes = [];

    /// <summary>Bounds the sums.</summary>
    /// <param name="points">The points.</param>
    /// <param name="pattern">For each layer in turn, a bit for each cut.</param>
    /// <param name="extremes">Takes the bounds.</param>
    public void Run(double[][] points, ulong[] pattern, Extremes extremes)
    {
        while (_passes.Count < points.Length)
        {
            _passes.Add(new Pass(model));
        }

        for (var p = 0; p < points.Length; p++)
        {
            _passes[p].Begin(points[p]);
        }

        for (var l = 0; l < model.Layers.Count; l++)
        {
            var (layer, first) = (model.Layers[l], model.FirstWord[l]);
            for (var p = 0; p < points.Length; p++)
            {
                _passes[p].Add(layer);
            }

            for (var u = 0; u < layer.Units; u++)
            {
                var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
                for (var p = 0; p < points.Length; p++)
                {
                    var (sum, error) = (_passes[p].Values[l + 1][u], _passes[p].Errors[l + 1][u]);
                    (low, high) = (Math.Min(low, sum - error), Math.Max(high, sum + error));
                }

                extremes.Include(l, u, low, high);
                if (layer.Bend is { } bend)
                {
                    var passed = bend.Passed(u, pattern.AsSpan(first));
                    var (line, beyond) = (bend.Segment(u, passed), Beyond(bend, u, passed, low, high));
                    for (var p = 0; p < points.Length; p++)
                    {
                        _passes[p].Bend(l + 1, u, line, beyond);
                    }
                }
            }
        }
    }

    // How far the unit can be from the line of its segment, for sums that go so far beyond the segment's ends.
    private static double Beyond(Bend bend, int unit, int passed, double low, double high)
    {
        var knots = bend.Knots(unit);
        var slope = bend.Segment(unit, passed).Slope;
        var distance = Math.Max(passed > 0 ? knots[passed - 1] - low : 0, passed < knots.Length ? high - knots[passed] : 0);
        return distance <= 0 ? 0 : distance * (Math.Abs(slope) + bend.SteepestSlope) * (1 + Margin.Of(1));
    }

    // The affine sums at one point, the magnitudes that they add up, and how far the network's sums can be from them.
    private sealed class Pass(PiecewiseLinearModel model)
    {
        private readonly double[][] _sizes = Arrays(model);

        public double[][] Values { get; } = Arrays(model);

        public double[][] Errors { get; } = Arrays(model);

        public void Begin(double[] point)
        {
            for (var i = 0; i < point.Length; i++)
            {
                (Values[0][i], _sizes[0][i]) = (point[i], Math.Abs(point[i]));
            }
        }

        public void Add(PiecewiseLayer layer)
        {
            var (sum, size, error, terms) = (Values[layer.Index + 1], _sizes[layer.Index + 1], Errors[layer.Index + 1], 1);
            layer.Form.Constant.CopyTo(sum, 0);
            Array.Clear(error);
            for (var u = 0; u < sum.Length; u++)
            {
                size[u] = Math.Abs(sum[u]);
            }

            foreach (var (slot, map) in layer.Form.Terms)
            {
                terms += map.Columns;
                for (var j = 0; j < map.Columns; j++)
                {
                    map.AddColumn(j, Values[slot][j], sum);
                    map.AddMagnitudes(j, _sizes[slot].AsSpan(j, 1), size, size.Length);
                    map.AddMagnitudes(j, Errors[slot].AsSpan(j, 1), error, error.Length);
                }
            }

            var margin = Margin.Of(terms);
            for (var u = 0; u < sum.Length; u++)
            {
                error[u] = (error[u] * (1 + margin)) + (margin * size[u]);
            }
        }

        public void Bend(int slot, int u, (double Slope, double Offset) line, double beyond)
        {
            var slope = Math.Abs(line.Slope);
            Values[slot][u] = (line.Slope * Values[slot][u]) + line.Offset;
            _sizes[slot][u] = (slope * _sizes[slot][u]) + Math.Abs(line.Offset);
            Errors[slot][u] = ((slope * Errors[slot][u]) + beyond) * (1 + Margin.Of(1));
        }

        private static double[][] Arrays(PiecewiseLinearModel model) => [new double[model.Inputs], .. model.Layers.Select(l => new double[l.Units])];
    }
}
