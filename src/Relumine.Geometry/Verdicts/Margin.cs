namespace Relumine.Geometry.Verdicts;

/// <summary>What rounding in double can make of a sum, from above: Higham, Accuracy and Stability of Numerical Algorithms, section 3.1.</summary>
internal static class Margin
{
    private const double UnitRoundoff = 1.0 / (1L << 53);

    // Roundings beside those of the sum itself: products, the entries of composed matrices, and the margin's own arithmetic.
    private const int Others = 32;

    /// <summary>A bound of the error of a sum of products, relative to the sum of their magnitudes.</summary>
    /// <param name="terms">The number of products.</param>
    public static double Of(int terms) => 2 * (terms + Others) * UnitRoundoff;
}
