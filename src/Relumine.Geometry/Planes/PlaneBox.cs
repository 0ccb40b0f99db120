namespace Relumine.Geometry.Planes;

/// <summary>A rectangle in the coordinates of a plane: the points origin + s·u + t·v.</summary>
/// <param name="LowS">The smallest s.</param>
/// <param name="HighS">The largest s.</param>
/// <param name="LowT">The smallest t.</param>
/// <param name="HighT">The largest t.</param>
public readonly record struct PlaneBox(double LowS, double HighS, double LowT, double HighT)
{
    /// <summary>The same range for both coordinates.</summary>
    public PlaneBox(double low, double high)
        : this(low, high, low, high)
    {
    }

    /// <summary>Its area.</summary>
    public double Area => (HighS - LowS) * (HighT - LowT);
}
