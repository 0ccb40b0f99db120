using System.Globalization;

namespace Relumine.Kernels.Calculus;

/// <summary>An interval, whose ends may be infinite.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="HasLow">Whether the lower end belongs to it.</param>
/// <param name="HasHigh">Whether the upper end belongs to it.</param>
public readonly record struct Interval(double Low, double High, bool HasLow, bool HasHigh)
{
    /// <summary>With brackets for ends that belong to it, e.g. <c>[0, ∞)</c>; four decimals.</summary>
    public override string ToString() => $"{(HasLow ? '[' : '(')}{Text(Low)}, {Text(High)}{(HasHigh ? ']' : ')')}";

    private static string Text(double end) => double.IsInfinity(end) ? (end > 0 ? "∞" : "−∞")
        : (Math.Round(end, 4) + 0.0).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');
}

/// <summary>The shape of an activation, found numerically: nothing here is copied from its card.</summary>
/// <param name="Kinks">Where the slope jumps.</param>
/// <param name="Flat">The intervals in which the slope is exactly 0.</param>
/// <param name="Range">The smallest interval with all values.</param>
public sealed record ActivationShape(IReadOnlyList<KinkPoint> Kinks, IReadOnlyList<Interval> Flat, Interval Range)
{
    /// <summary>
    /// How far beyond the last kink one looks: not so far that slopes which only become small are rounded to 0, or
    /// values which only approach their limits to the limits.
    /// </summary>
    private const double Far = 10;

    private const double Step = 1.0 / 64;

    /// <summary>Finds the shape of <paramref name="f"/>.</summary>
    public static ActivationShape Of(Activation f)
    {
        var kinks = Relumine.Kernels.Calculus.Kinks.Of(f);
        var reach = Far + kinks.Select(k => Math.Ceiling(Math.Abs(k.At))).DefaultIfEmpty().Max();
        return new(kinks, [.. FlatOf(f, reach)], RangeOf(f, kinks, reach));
    }

    /// <summary>Runs of the net on which the slope is 0, their ends found by bisection.</summary>
    private static IEnumerable<Interval> FlatOf(Activation f, double reach)
    {
        var low = IsFlat(-reach) ? double.NegativeInfinity : double.NaN;
        for (var x = -reach; x < reach; x += Step)
        {
            var (here, next) = (IsFlat(x), IsFlat(x + Step));
            if (!here && next)
            {
                low = Border(x, x + Step);
            }
            else if (here && !next)
            {
                var high = Border(x, x + Step);
                if (high - low > 1e-6)
                {
                    yield return new(low, high, false, false);
                }
            }
        }

        if (IsFlat(reach))
        {
            yield return new(low, double.PositiveInfinity, false, false);
        }

        bool IsFlat(double x) => f.SlopeFromLeft(x) == 0 && f.SlopeFromRight(x) == 0;

        double Border(double a, double b)
        {
            var start = IsFlat(a);
            for (var halving = 0; halving < 60; halving++)
            {
                var middle = a + (b - a) / 2;
                (a, b) = IsFlat(middle) == start ? (middle, b) : (a, middle);
            }

            return start ? b : a;
        }
    }

    private static Interval RangeOf(Activation f, IReadOnlyList<KinkPoint> kinks, double reach)
    {
        var points = kinks.SelectMany(k => new[] { k.At, Math.BitDecrement(k.Before), Math.BitIncrement(k.After) }).Append(0)
            .Concat(Stationary(f, reach)).Append(-reach).Append(reach);
        var inside = points.Select(f.Value).ToList();
        double[] limits = [f.Value(double.NegativeInfinity), f.Value(double.PositiveInfinity)];
        var (low, high) = (inside.Min(), inside.Max());
        return new(Math.Min(low, limits.Min()), Math.Max(high, limits.Max()), low <= limits.Min(), high >= limits.Max());
    }

    /// <summary>Where the slope changes its sign, by bisection.</summary>
    private static IEnumerable<double> Stationary(Activation f, double reach)
    {
        for (var x = -reach; x < reach; x += Step)
        {
            var (low, high) = (x, x + Step);
            if (f.SlopeFromRight(low) == 0)
            {
                yield return low;
            }

            if (f.SlopeFromRight(low) * f.SlopeFromLeft(high) >= 0)
            {
                continue;
            }

            for (var halving = 0; halving < 60; halving++)
            {
                var middle = low + (high - low) / 2;
                (low, high) = f.SlopeFromRight(low) * f.SlopeFromLeft(middle) < 0 ? (low, middle) : (middle, high);
            }

            yield return low;
        }
    }
}
