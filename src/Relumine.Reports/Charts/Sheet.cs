using Relumine.Geometry.Planes;

namespace Relumine.Reports.Charts;

/// <summary>A rectangle of a plane on a grid of whole numbers, the second coordinate upwards.</summary>
internal sealed record Sheet(PlaneBox Box)
{
    /// <summary>The grid's width and height: finer than any screen.</summary>
    public const int Grid = 4000;

    /// <summary>How wide a drawing is.</summary>
    public const double Size = 400;

    // Beyond that one of the two units is a different one, and a square shows more.
    private const double MostStretch = 2.5;

    /// <summary>How high a drawing is: true to scale where both coordinates may be compared.</summary>
    public double Height
    {
        get
        {
            var ratio = (Box.HighT - Box.LowT) / (Box.HighS - Box.LowS);
            return Size * (ratio is > MostStretch or < 1 / MostStretch ? 1 : ratio);
        }
    }

    /// <summary>The first coordinate on the grid.</summary>
    public int X(double s) => (int)Math.Round((s - Box.LowS) / (Box.HighS - Box.LowS) * Grid);

    /// <summary>The second coordinate on the grid, downwards.</summary>
    public int Y(double t) => (int)Math.Round((Box.HighT - t) / (Box.HighT - Box.LowT) * Grid);

    /// <summary>Whether a point is in the rectangle.</summary>
    public bool Has(double s, double t) => s >= Box.LowS && s <= Box.HighS && t >= Box.LowT && t <= Box.HighT;
}
