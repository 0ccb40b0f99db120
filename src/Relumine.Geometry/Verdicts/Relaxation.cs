using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Lines above and below a piecewise-linear function on a range of its argument: the line whose area to the function is least, of
/// those through two of its corners (for a rectifier, DeepPoly: Singh et al. 2019, and CROWN: Zhang et al. 2018).
/// </summary>
internal static class Relaxation
{
    /// <summary>What rounding can make of a line, as a share of the magnitudes in it.</summary>
    public const double Slack = 1.0 / (1L << 49);

    /// <summary>The values that a unit gives on a range.</summary>
    public static (double Least, double Most) Range(Bend bend, int unit, double low, double high)
    {
        if (bend.Curve is { } curve)
        {
            return curve.Range(low, high);
        }

        var (least, most, passed) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (var knot in bend.Knots(unit))
        {
            passed += low > knot ? 1 : 0;
        }

        for (var x = low; ; x = bend.Knots(unit)[passed++])
        {
            Include(x, passed);
            if (passed == bend.Knots(unit).Length || bend.Knots(unit)[passed] >= high)
            {
                Include(high, passed);
                return (least, most);
            }
        }

        void Include(double x, int segment)
        {
            var (slope, offset) = bend.Segment(unit, segment);
            var value = slope == 0 ? offset : (slope * x) + offset;
            var error = slope is 0 or 1 && (slope == 0 || offset == 0) ? 0 : Slack * (Math.Abs(slope * x) + Math.Abs(offset));
            (least, most) = (Math.Min(least, value - error), Math.Max(most, value + error));
        }
    }

    /// <summary>What rounding can make of the difference of two numbers, one of them a product; 0 where there is nothing to round.</summary>
    public static double Error(double value, double product) => value == 0 && product == 0 ? 0 : Slack * (Math.Abs(value) + Math.Abs(product));

    /// <summary>Whether a unit is one line on a range, and which.</summary>
    public static bool IsLine(Bend bend, int unit, double low, double high, out (double Slope, double Offset) line)
    {
        if (bend.Curve is not null)
        {
            line = default;
            return false;
        }

        if (bend.IsRectifier)
        {
            line = low >= 0 ? (1, 0) : (0, 0);
            return low >= 0 || high <= 0;
        }

        var knots = bend.Knots(unit);
        var passed = 0;
        while (passed < knots.Length && knots[passed] <= low)
        {
            passed++;
        }

        line = bend.Segment(unit, passed);
        return passed == knots.Length || high <= knots[passed];
    }

    /// <summary>A line that the function is nowhere above.</summary>
    public static (double Slope, double Offset) Above(Bend bend, int unit, double low, double high) => Line(bend, unit, low, high, 1);

    /// <summary>A line that the function is nowhere below.</summary>
    public static (double Slope, double Offset) Below(Bend bend, int unit, double low, double high) => Line(bend, unit, low, high, -1);

    private static (double Slope, double Offset) Line(Bend bend, int unit, double low, double high, int side)
    {
        if (bend.Curve is { } curve)
        {
            return curve.Line(low, high, side);
        }

        if (IsLine(bend, unit, low, high, out var line))
        {
            return line;
        }

        var knots = bend.Knots(unit);
        if (bend.IsRectifier)
        {
            return Rectifier(low, high, side);
        }

        Span<double> x = stackalloc double[knots.Length + 2];
        var count = 0;
        x[count++] = low;
        foreach (var knot in knots)
        {
            if (knot > low && knot < high)
            {
                x[count++] = knot;
            }
        }

        x[count++] = high;
        Span<double> y = stackalloc double[count];
        for (var i = 0; i < count; i++)
        {
            y[i] = bend.Value(unit, x[i]);
        }

        var (best, middle) = (double.PositiveInfinity, low + ((high - low) / 2));
        for (var i = 0; i < count; i++)
        {
            for (var k = i + 1; k < count; k++)
            {
                var slope = (y[k] - y[i]) / (x[k] - x[i]);
                var offset = Offset(x[..count], y, slope, side);
                if (side * ((slope * middle) + offset) < best)
                {
                    (best, line) = (side * ((slope * middle) + offset), (slope, offset));
                }
            }
        }

        return line;
    }

    // The same as below, for the function that is asked for most.
    private static (double Slope, double Offset) Rectifier(double low, double high, int side)
    {
        if (side < 0)
        {
            return (low + ((high - low) / 2) > 0 ? 1 : 0, 0);
        }

        var slope = high / (high - low);
        var (left, right) = (slope * low, slope * high);
        return (slope, Math.Max(0, Math.Max((Slack * Math.Abs(left)) - left, high - right + (Slack * (high + right)))));
    }

    // Whatever the slope has been rounded to, with this offset the line passes no corner on the wrong side.
    private static double Offset(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double slope, int side)
    {
        var offset = double.NegativeInfinity;
        for (var i = 0; i < x.Length; i++)
        {
            var error = slope is 0 or 1 && (y[i] == slope * x[i]) ? 0 : Slack * (Math.Abs(y[i]) + Math.Abs(slope * x[i]));
            offset = Math.Max(offset, (side * (y[i] - (slope * x[i]))) + error);
        }

        return side * offset;
    }
}
