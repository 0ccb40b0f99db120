using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>What is known of the sums of every layer over a box: they lie between <see cref="Low"/> and <see cref="High"/>.</summary>
internal sealed class BoxBounds
{
    /// <summary>Knows nothing yet.</summary>
    public BoxBounds(PiecewiseLinearModel model)
    {
        Low = [.. model.Layers.Select(l => Enumerable.Repeat(double.NegativeInfinity, l.Units).ToArray())];
        High = [.. model.Layers.Select(l => Enumerable.Repeat(double.PositiveInfinity, l.Units).ToArray())];
    }

    private BoxBounds(BoxBounds other, int layers)
    {
        Low = [.. other.Low.Take(layers).Select(l => (double[])l.Clone())];
        High = [.. other.High.Take(layers).Select(h => (double[])h.Clone())];
    }

    /// <summary>A lower bound of each sum, by layer.</summary>
    public double[][] Low { get; }

    /// <summary>An upper bound of each sum, by layer.</summary>
    public double[][] High { get; }

    /// <summary>The same of the first layers, to be tightened for a part of the box.</summary>
    public BoxBounds Copy(int layers) => new(this, layers);

    /// <summary>Keeps the better of what is known and what is new.</summary>
    public void Tighten(int layer, int unit, double low, double high)
    {
        // Rounding outwards may make bounds of the same number cross; then the older ones stay.
        var (newLow, newHigh) = (Math.Max(low, Low[layer][unit]), Math.Min(high, High[layer][unit]));
        if (newLow <= newHigh)
        {
            (Low[layer][unit], High[layer][unit]) = (newLow, newHigh);
        }
    }
}
