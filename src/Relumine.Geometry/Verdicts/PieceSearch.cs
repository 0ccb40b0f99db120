using Relumine.Geometry.Intervals;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Networks with one input: between two neighbouring breakpoints nothing bends, so that bounds there are exact but for rounding. The
/// breakpoints only say where to split; a part is bounded as any box is, and nothing rests on where exactly they are.
/// </summary>
internal static class PieceSearch
{
    /// <summary>Bounds every sum over the box, and gives the points at which each is largest and smallest: the best of the breakpoints.</summary>
    public static Extremes Run(PiecewiseLinearModel model, InputBox box, Func<bool> isOver)
    {
        var (low, high) = (box.Low[0], box.High[0]);
        var probe = new PointProbe(model);
        var extremes = new Extremes(model);
        var (symbolic, start) = (new SymbolicBounds(model), low);
        if (low < high)
        {
            foreach (var piece in new LineWalk(model, [0], [1], low, high).Pieces())
            {
                if (isOver())
                {
                    return extremes;
                }

                Bound(start, Math.Clamp(piece.End, start, high));
                start = Math.Clamp(piece.End, start, high);
            }
        }

        if (start < high || low == high)
        {
            Bound(start, high);
        }

        extremes.IsWhole = true;
        return extremes;

        void Bound(double from, double to)
        {
            var bounds = new BoxBounds(model);
            symbolic.Run([from], [to], bounds, model.Layers.Count);
            extremes.Include(bounds);
            foreach (var x in new[] { from, to })
            {
                probe.Run([x], model.Layers.Count - 1);
                extremes.Include(x, probe);
            }
        }
    }

    /// <summary>The smallest and largest sums of every unit.</summary>
    internal sealed class Extremes(PiecewiseLinearModel model)
    {
        private readonly double[][] _lowest = [.. model.Layers.Select(l => Enumerable.Repeat(double.PositiveInfinity, l.Units).ToArray())];
        private readonly double[][] _highest = [.. model.Layers.Select(l => Enumerable.Repeat(double.NegativeInfinity, l.Units).ToArray())];
        private readonly double[][] _atLowest = [.. model.Layers.Select(l => new double[l.Units])];
        private readonly double[][] _atHighest = [.. model.Layers.Select(l => new double[l.Units])];

        /// <summary>Whether the whole box was looked at, so that bounds hold for it.</summary>
        public bool IsWhole { get; set; }

        /// <summary>Bounds over the parts that were looked at.</summary>
        public double[][] Low { get; } = [.. model.Layers.Select(l => Enumerable.Repeat(double.PositiveInfinity, l.Units).ToArray())];

        /// <summary>Bounds over the parts that were looked at.</summary>
        public double[][] High { get; } = [.. model.Layers.Select(l => Enumerable.Repeat(double.NegativeInfinity, l.Units).ToArray())];

        /// <summary>The input at which sign·sum was largest.</summary>
        public double Best(int layer, int unit, double sign) => sign > 0 ? _atHighest[layer][unit] : _atLowest[layer][unit];

        /// <summary>Takes bounds of one more part.</summary>
        public void Include(BoxBounds part)
        {
            for (var l = 0; l < Low.Length; l++)
            {
                for (var u = 0; u < Low[l].Length; u++)
                {
                    Low[l][u] = Math.Min(Low[l][u], part.Low[l][u]);
                    High[l][u] = Math.Max(High[l][u], part.High[l][u]);
                }
            }
        }

        /// <summary>Takes the sums at a point.</summary>
        public void Include(double x, PointProbe probe)
        {
            for (var l = 0; l < Low.Length; l++)
            {
                for (var u = 0; u < Low[l].Length; u++)
                {
                    var z = probe.Sums(l)[u];
                    if (z < _lowest[l][u])
                    {
                        (_lowest[l][u], _atLowest[l][u]) = (z, x);
                    }

                    if (z > _highest[l][u])
                    {
                        (_highest[l][u], _atHighest[l][u]) = (z, x);
                    }
                }
            }
        }
    }
}
