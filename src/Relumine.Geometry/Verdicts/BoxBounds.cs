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

    /// <summary>A lower bound of each sum, by layer.</summary>
    public double[][] Low { get; }

    /// <summary>An upper bound of each sum, by layer.</summary>
    public double[][] High { get; }

    /// <summary>Overwrites what another knows.</summary>
    public void CopyTo(BoxBounds other)
    {
        for (var l = 0; l < Low.Length; l++)
        {
            Low[l].CopyTo(other.Low[l], 0);
            High[l].CopyTo(other.High[l], 0);
        }
    }

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
