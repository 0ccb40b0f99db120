namespace Relumine.Kernels.Calculus;

/// <summary>
/// A point at which the slope of an activation jumps. Where rounding spreads the jump over neighbouring numbers,
/// <see cref="Before"/> and <see cref="After"/> are the first and the last of them, and <see cref="At"/> is the one that is
/// shortest to write; otherwise all three are equal.
/// </summary>
/// <param name="At">Where it is.</param>
/// <param name="Before">The last number from which the left looks as it should.</param>
/// <param name="After">The first number from which the right looks as it should.</param>
public readonly record struct KinkPoint(double At, double Before, double After);

/// <summary>
/// Finds the kinks of an activation from its two slopes alone: nobody has to list them. A net of cells that is fine near 0
/// and reaches beyond a million is searched for changes of the slope, and a change that does not shrink with the cell is a kink.
/// </summary>
public static class Kinks
{
    private const int Cells = 4096;
    private const double Reach = 16;
    private const double Tolerance = 1e-9;

    /// <summary>After so many halvings, a change that fell in step with the cell is curvature and no kink.</summary>
    private const int Halvings = 10;

    /// <summary>All kinks with |x| up to about 4·10⁶, in ascending order. Of several within one cell (1/128 near 0) one may be missed.</summary>
    public static IReadOnlyList<KinkPoint> Of(Activation f)
    {
        ArgumentNullException.ThrowIfNull(f);
        var kinks = new SortedDictionary<double, KinkPoint>();
        for (var cell = 0; cell <= Cells; cell++)
        {
            var (low, high) = (Node(cell), Node(cell + 1));
            if ((IsKink(f, low) ? Around(f, low, low) : Search(f, low, high)) is { } kink)
            {
                kinks[kink.At] = kink;
            }
        }

        return [.. kinks.Values];
    }

    private static double Node(int cell) => Math.Sinh(Reach * (2.0 * cell / Cells - 1));

    /// <summary>Halves the open cell towards the larger change of the slope, until no change or no number is left between the ends.</summary>
    private static KinkPoint? Search(Activation f, double low, double high)
    {
        var (atLow, atHigh) = (f.SlopeFromRight(low), f.SlopeFromLeft(high));
        var first = Math.Abs(atHigh - atLow);
        for (var halving = 1; Differ(atLow, atHigh); halving++)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high)
            {
                return Around(f, low, high);
            }

            var (left, right) = (f.SlopeFromLeft(middle), f.SlopeFromRight(middle));
            if (Differ(left, right))
            {
                return Around(f, middle, middle);
            }

            if (Math.Abs(left - atLow) > Math.Abs(atHigh - right))
            {
                (high, atHigh) = (middle, left);
            }
            else
            {
                (low, atLow) = (middle, right);
            }

            if (halving == Halvings && Math.Abs(atHigh - atLow) < first * 4 / (1 << Halvings))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Extends a kink over the neighbouring numbers that rounding makes look like one.</summary>
    private static KinkPoint Around(Activation f, double before, double after)
    {
        var at = Shorter(before, after);
        while (IsKink(f, Math.BitDecrement(before)))
        {
            before = Math.BitDecrement(before);
            at = Shorter(at, before);
        }

        while (IsKink(f, Math.BitIncrement(after)))
        {
            after = Math.BitIncrement(after);
            at = Shorter(at, after);
        }

        return new(at, before, after);
    }

    private static bool IsKink(Activation f, double x) => Differ(f.SlopeFromLeft(x), f.SlopeFromRight(x));

    private static bool Differ(double a, double b) => Math.Abs(a - b) > Tolerance * (1 + Math.Abs(a) + Math.Abs(b));

    private static double Shorter(double a, double b) => Digits(a) <= Digits(b) ? a : b;

    private static int Digits(double x) => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture).Length;
}
