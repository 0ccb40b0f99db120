using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>The smallest and largest sums of every unit, from exact pieces.</summary>
internal sealed class Extremes(PiecewiseLinearModel model)
{
    private readonly double[][] _lowest = Filled(model, double.PositiveInfinity);
    private readonly double[][] _highest = Filled(model, double.NegativeInfinity);
    private readonly double[][][] _atLowest = [.. model.Layers.Select(l => new double[l.Units][])];
    private readonly double[][][] _atHighest = [.. model.Layers.Select(l => new double[l.Units][])];

    /// <summary>Whether the whole box was looked at, so that bounds hold for it.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Bounds over the parts that were looked at.</summary>
    public double[][] Low { get; } = Filled(model, double.PositiveInfinity);

    /// <summary>Bounds over the parts that were looked at.</summary>
    public double[][] High { get; } = Filled(model, double.NegativeInfinity);

    /// <summary>The input at which sign·sum was largest; empty if no point was looked at.</summary>
    public double[] Best(int layer, int unit, double sign) => (sign > 0 ? _atHighest[layer][unit] : _atLowest[layer][unit]) ?? [];

    /// <summary>Takes bounds of one more part.</summary>
    public void Include(BoxBounds part)
    {
        for (var l = 0; l < Low.Length; l++)
        {
            for (var u = 0; u < Low[l].Length; u++)
            {
                Include(l, u, part.Low[l][u], part.High[l][u]);
            }
        }
    }

    /// <summary>Takes bounds of a unit on one more part.</summary>
    public void Include(int layer, int unit, double low, double high)
    {
        Low[layer][unit] = Math.Min(Low[layer][unit], low);
        High[layer][unit] = Math.Max(High[layer][unit], high);
    }

    /// <summary>Takes the sums at a point.</summary>
    public void Include(double[] x, PointProbe probe)
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

    private static double[][] Filled(PiecewiseLinearModel model, double value) => [.. model.Layers.Select(l => Enumerable.Repeat(value, l.Units).ToArray())];
}
