namespace Relumine.Graph.Operators.Bounds;

/// <summary>Arithmetic with bounds.</summary>
internal static class Rounding
{
    /// <summary>A product in which 0 times a bound that is infinite is 0: the numbers themselves are finite.</summary>
    public static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    /// <summary>
    /// A sum's bounds, widened. Terms of one sign cannot round to a sum of the other, however they are added, so 0 stays
    /// a bound where it is one.
    /// </summary>
    public static Interval Widen(Interval exact, double margin)
    {
        var (least, most) = (exact.Low - margin, exact.High + margin);
        return new(exact.Low >= 0 ? Math.Max(0, least) : least, exact.High <= 0 ? Math.Min(0, most) : most);
    }
}
