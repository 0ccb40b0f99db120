using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Geometry.Views;

/// <summary>
/// A smooth function between lines: corners on a net, and for each cell how far the function can be from the chord. Where a function has a
/// second derivative that is at most m, that is m·h²/8 for a cell of width h; m is read from the slopes on a finer net, with a reserve.
/// </summary>
internal sealed class Curve
{
    private const int Cells = 4096;
    private const int Finer = 4;

    // The net goes out to sinh(24), about 1.3·10¹⁰, and is finest near 0.
    private const double Reach = 24;

    // What is read between the finer net's points may be that many times more curved than what is read at them.
    private const double Reserve = 2;

    // What computing a value or a slope may be off by.
    private const double Accuracy = 1e-12;

    // No bound, and yet a number that can be calculated with.
    private const double Huge = 1e300;

    private readonly Func<double, double> _value;
    private readonly Func<double, double> _slope;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _off;

    /// <summary>Lays the net.</summary>
    /// <param name="value">Its values.</param>
    /// <param name="slope">Its slopes, from the right.</param>
    /// <param name="isRising">Whether it never falls.</param>
    /// <param name="kinks">Where the slope jumps.</param>
    /// <param name="least">The smallest argument that there is.</param>
    /// <param name="most">The largest argument at which values are looked at.</param>
    public Curve(
        Func<double, double> value, Func<double, double> slope, bool isRising, IEnumerable<double> kinks,
        double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        (_value, _slope, IsRising, Least) = (value, slope, isRising, least);
        var nodes = Enumerable.Range(0, Cells + 1).Select(c => Math.Sinh(Reach * ((2.0 * c / Cells) - 1)));
        _x = [.. nodes.Concat(kinks).Append(least).Append(most).Where(x => double.IsFinite(x) && x >= least && x <= most).Distinct().Order()];
        (_y, _off) = (Array.ConvertAll(_x, x => value(x)), new double[_x.Length - 1]);
        for (var c = 0; c < _off.Length; c++)
        {
            _off[c] = Off(_x[c], _x[c + 1]);
        }
    }

    /// <summary>Whether it never falls.</summary>
    public bool IsRising { get; }

    /// <summary>The smallest argument that there is: whatever bounds say, sums are not below it.</summary>
    public double Least { get; }

    /// <summary>The function of an activation; null where it jumps.</summary>
    public static Curve? Of(Activation f)
    {
        var kinks = Kinks.Of(f);
        foreach (var kink in kinks)
        {
            if (Math.Abs(f.Value(Math.BitDecrement(kink.Before)) - f.Value(Math.BitIncrement(kink.After))) > 1e-9 * (1 + Math.Abs(f.Value(kink.At))))
            {
                return null;
            }
        }

        var isRising = f.Card.Course == Course.Rising || (f.Card.Course == Course.RisingFromParametersOfZero && f.Parameters.All(p => p >= 0));
        return new Curve(f.Value, f.SlopeFromRight, isRising, kinks.SelectMany(k => new[] { k.Before, k.At, k.After }));
    }

    /// <summary>f(x).</summary>
    public double Value(double x) => _value(Math.Max(x, Least));

    /// <summary>f′(x), from the right.</summary>
    public double Slope(double x) => _slope(Math.Max(x, Least));

    /// <summary>The values on a range of the argument.</summary>
    public (double Least, double Most) Range(double low, double high)
    {
        (low, high) = (Math.Max(low, Least), Math.Max(high, Least));
        if (!(low >= _x[0] && high <= _x[^1]))
        {
            return IsRising ? Outwards(Math.Clamp(_value(low), -Huge, Huge), Math.Clamp(_value(high), -Huge, Huge)) : (-Huge, Huge);
        }

        if (IsRising)
        {
            return Outwards(_value(low), _value(high));
        }

        var corners = Corners(low, high);
        return Outwards(corners.Min(c => c.Y - c.Off), corners.Max(c => c.Y + c.Off));

        static (double, double) Outwards(double a, double b) => (a - (Accuracy * (1 + Math.Abs(a))), b + (Accuracy * (1 + Math.Abs(b))));
    }

    /// <summary>
    /// A line that the function is nowhere above on a range (side 1) or nowhere below (−1): of those through two corners the one that is
    /// nearest in the middle, which is the one of least area.
    /// </summary>
    public (double Slope, double Offset) Line(double low, double high, int side)
    {
        (low, high) = (Math.Max(low, Least), Math.Max(high, Least));
        if (!(low >= _x[0] && high <= _x[^1]))
        {
            var (least, most) = Range(low, high);
            return (0, side > 0 ? most : least);
        }

        var corners = Corners(low, high);
        var slope = low == high ? 0 : HullSlope(corners, low + ((high - low) / 2), side);
        slope = double.IsFinite(slope) ? slope : 0;
        var offset = double.NegativeInfinity;
        foreach (var (x, y, off) in corners)
        {
            var moved = slope * x;
            offset = Math.Max(offset, (side * (y - moved)) + off + (Accuracy * (Math.Abs(y) + Math.Abs(moved))));
        }

        return double.IsFinite(offset) ? (slope, side * offset) : (0, side * Huge);
    }

    // The ends, the corners between them, and at each how far the function may be from the chords that meet there.
    private (double X, double Y, double Off)[] Corners(double low, double high)
    {
        var first = Cell(low);
        var last = Math.Max(first, Cell(high));
        var corners = new (double X, double Y, double Off)[last - first + 2];
        corners[0] = (low, _value(low), 0);
        corners[^1] = (high, _value(high), 0);
        for (var c = first + 1; c <= last; c++)
        {
            corners[c - first] = (_x[c], _y[c], 0);
        }

        for (var c = first; c <= last; c++)
        {
            // Of a part of a cell, the part's share squared.
            var share = Math.Min(1, (corners[c - first + 1].X - corners[c - first].X) / (_x[c + 1] - _x[c]) * (1 + Accuracy));
            var off = _off[c] * share * share;
            corners[c - first].Off = Math.Max(corners[c - first].Off, off);
            corners[c - first + 1].Off = off;
        }

        return corners;
    }

    private int Cell(double x)
    {
        var at = Array.BinarySearch(_x, x);
        return Math.Clamp(at >= 0 ? at : ~at - 1, 0, _off.Length - 1);
    }

    // The slope of the hull's edge over the middle (Andrew 1979).
    private static double HullSlope((double X, double Y, double Off)[] corners, double middle, int side)
    {
        var hull = new List<(double X, double Y)>();
        foreach (var (x, y, off) in corners)
        {
            var next = (X: x, Y: side * y + off);
            while (hull.Count > 1 && (hull[^1].Y - hull[^2].Y) * (next.X - hull[^2].X) <= (next.Y - hull[^2].Y) * (hull[^1].X - hull[^2].X))
            {
                hull.RemoveAt(hull.Count - 1);
            }

            if (hull.Count == 0 || next.X > hull[^1].X)
            {
                hull.Add(next);
            }
        }

        var right = hull.FindIndex(h => h.X >= middle);
        right = Math.Max(1, right < 0 ? hull.Count - 1 : right);
        return hull.Count < 2 ? 0 : side * (hull[right].Y - hull[right - 1].Y) / (hull[right].X - hull[right - 1].X);
    }

    // m·h²/8.
    private double Off(double low, double high)
    {
        var (width, change) = (high - low, 0.0);
        for (var i = 0; i < Finer; i++)
        {
            // From within, so that a kink at an end does not count.
            var (a, b) = (low + (width * i / Finer), low + (width * (i + 1) / Finer));
            change = Math.Max(change, Math.Abs(_slope(Math.BitIncrement(a)) - _slope(Math.BitDecrement(b))));
        }

        var off = Reserve * Finer * change * width / 8;
        return double.IsFinite(off) ? off : Huge;
    }
}
