
namespace Relumine.Graph.Operators.Windows;

/// <summary>Cubic convolution (Keys 1981, IEEE Trans. ASSP 29(6)).</summary>
internal static class Cubic
{
    /// <summary>The weight of an element at a distance.</summary>
    /// <param name="distance">The distance in elements.</param>
    /// <param name="a">The slope at distance 1.</param>
    public static double Weight(double distance, double a)
    {
        var x = Math.Abs(distance);
        return x <= 1 ? (((a + 2) * x) - (a + 3)) * x * x + 1
            : x < 2 ? (((a * x) - (5 * a)) * x + (8 * a)) * x - (4 * a)
            : 0;
    }
}
