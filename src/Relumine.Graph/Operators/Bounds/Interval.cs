namespace Relumine.Graph.Operators.Bounds;

/// <summary>What a number is known to lie between; either bound may be infinite.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound.</param>
internal readonly record struct Interval(double Low, double High)
{
    /// <summary>Nothing is known.</summary>
    public static Interval Everything => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>A truth value, or a share of a whole.</summary>
    public static Interval FromZeroToOne => new(0, 1);

    /// <summary>The largest finite bound without its sign: what a margin is measured by. An infinite bound is moved by none.</summary>
    public double Magnitude => Math.Max(double.IsFinite(Low) ? Math.Abs(Low) : 0, double.IsFinite(High) ? Math.Abs(High) : 0);

    /// <summary>Whether it is one number.</summary>
    public bool IsPoint => Low == High;

    /// <summary>One number.</summary>
    public static Interval Point(double value) => new(value, value);

    /// <summary>From −<paramref name="size"/> to <paramref name="size"/>.</summary>
    public static Interval Within(double size) => new(-size, size);

    /// <summary>All numbers of both.</summary>
    public Interval Hull(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>The larger of two numbers.</summary>
    public static Interval Max(Interval a, Interval b) => new(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High));

    /// <summary>The smaller of two numbers.</summary>
    public static Interval Min(Interval a, Interval b) => new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High));

    /// <summary>The number without its sign.</summary>
    public Interval Abs() => Low >= 0 ? this : High <= 0 ? -this : new(0, Math.Max(-Low, High));

    /// <summary>The part from 0 on of each number, 0 for a negative one.</summary>
    public Interval Positive() => Max(this, Point(0));

    /// <summary>The part up to 0 of each number, 0 for a positive one.</summary>
    public Interval Negative() => Min(this, Point(0));

    /// <summary>1/x; everything if x may be 0.</summary>
    public Interval Inverse() => Low > 0 || High < 0 ? new(1 / High, 1 / Low) : Everything;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a, Interval b) => new(a.Low - b.High, a.High - b.Low);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    /// <summary>The product, in which 0 times a bound that is infinite is 0: the numbers themselves are finite.</summary>
    public static Interval operator *(Interval a, Interval b)
    {
        var (first, second) = (Rounding.Times(a.Low, b.Low), Rounding.Times(a.Low, b.High));
        var (third, fourth) = (Rounding.Times(a.High, b.Low), Rounding.Times(a.High, b.High));
        return new(Math.Min(Math.Min(first, second), Math.Min(third, fourth)), Math.Max(Math.Max(first, second), Math.Max(third, fourth)));
    }
}
