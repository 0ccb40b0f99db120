namespace Relumine.Geometry.Views;

/// <summary>A continuous function that is piecewise linear: slope·x + offset between knots.</summary>
/// <param name="Knots">Where it bends, ascending.</param>
/// <param name="Slopes">The slopes, one more than knots.</param>
/// <param name="Offsets">The values that the segments' lines have at 0.</param>
internal sealed record Segments(double[] Knots, double[] Slopes, double[] Offsets)
{
    /// <summary>0 left of 0, x right of it.</summary>
    public static Segments Rectifier { get; } = Bent(0, 0, 1);

    /// <summary>A function that bends once and is <paramref name="level"/> at the knot.</summary>
    public static Segments Bent(double knot, double left, double right, double level = 0) =>
        new([knot], [left, right], [level - (left * knot), level - (right * knot)]);

    /// <summary>One line.</summary>
    public static Segments Line(double slope, double offset) => new([], [slope], [offset]);

    /// <summary>f(x).</summary>
    public double Value(double x)
    {
        var s = 0;
        while (s < Knots.Length && x > Knots[s])
        {
            s++;
        }

        return (Slopes[s] * x) + Offsets[s];
    }
}
