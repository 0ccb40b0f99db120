using System.Globalization;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Geometry.Views;

/// <summary>Reads the segments of an activation from its values and slopes alone, so that nobody has to list which ones are piecewise linear.</summary>
internal static class ActivationSegments
{
    private const double Tolerance = 1e-9;
    private const int Probes = 64;

    // Beyond the last kink: far enough to tell a line from what only comes near one.
    private static readonly double[] s_beyond = [1e-6, 1e-3, 0.0625, 0.3, 1, 2, 3, 5, 10, 30, 100, 1e3, 1e5, 1e7];

    /// <summary>The segments, or why there are none.</summary>
    public static (Segments? Segments, string? WhyNot) Of(Activation f)
    {
        var kinks = Kinks.Of(f).ToList();
        for (var i = 0; i + 1 < kinks.Count; i++)
        {
            // Two kinks may lie within one cell of the search, of which it finds one.
            if (Missing(f, kinks[i], kinks[i + 1]) is { } between)
            {
                kinks.Insert(i + 1, between);
                i--;
            }
        }

        foreach (var kink in kinks)
        {
            var (left, right) = (f.Value(Math.BitDecrement(kink.Before)), f.Value(Math.BitIncrement(kink.After)));
            if (!Near(left, f.Value(kink.At)) || !Near(right, f.Value(kink.At)))
            {
                return (null, $"{f} jumps at {Text(kink.At)}, from {Text(left)} to {Text(right)}, and what jumps is not piecewise linear and continuous");
            }
        }

        var (slopes, offsets) = (new double[kinks.Count + 1], new double[kinks.Count + 1]);
        for (var s = 0; s <= kinks.Count; s++)
        {
            var (low, high) = (s == 0 ? double.NegativeInfinity : kinks[s - 1].After, s == kinks.Count ? double.PositiveInfinity : kinks[s].Before);
            var anchor =
                low <= 0 && high >= 0 ? 0
                : s == 0 ? kinks[0].At
                : kinks[s - 1].At;
            slopes[s] = double.IsInfinity(high)
                ? f.SlopeFromRight(double.IsInfinity(low) ? 0 : low + 1)
                : f.SlopeFromLeft(double.IsInfinity(low) ? high - 1 : low + ((high - low) / 2));
            offsets[s] = f.Value(anchor) - (slopes[s] * anchor);
            foreach (var x in Between(low, high))
            {
                if (
                    !Near(f.SlopeFromLeft(x), slopes[s])
                    || !Near(f.SlopeFromRight(x), slopes[s])
                    || !Near(f.Value(x), (slopes[s] * x) + offsets[s], Math.Abs(slopes[s] * x))
                )
                {
                    return (null, $"{f} is curved at {Text(x)}, where its slope is {Text(f.SlopeFromLeft(x))} and not {Text(slopes[s])}");
                }
            }
        }

        return (new Segments([.. kinks.Select(k => k.At)], slopes, offsets), null);
    }

    private static KinkPoint? Missing(Activation f, KinkPoint left, KinkPoint right)
    {
        var (low, high) = (Math.BitIncrement(left.After), Math.BitDecrement(right.Before));
        while (low < high && !Near(f.SlopeFromRight(low), f.SlopeFromLeft(high)))
        {
            var middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high || !Near(f.SlopeFromLeft(middle), f.SlopeFromRight(middle)))
            {
                var at = Math.Clamp(middle, low, high);
                return Near(f.SlopeFromLeft(Math.BitDecrement(at)), f.SlopeFromRight(Math.BitIncrement(at))) ? null : new KinkPoint(at, at, at);
            }

            (low, high) = Near(f.SlopeFromLeft(middle), f.SlopeFromRight(low)) ? (middle, high) : (low, middle);
        }

        return null;
    }

    private static IEnumerable<double> Between(double low, double high)
    {
        if (double.IsFinite(low) && double.IsFinite(high))
        {
            return Enumerable.Range(1, Probes - 1).Select(i => low + ((high - low) * i / Probes));
        }

        return (double.IsInfinity(low), double.IsInfinity(high)) switch
        {
            (true, true) => s_beyond.SelectMany(d => new[] { -d, d }),
            (true, _) => s_beyond.Select(d => high - d),
            _ => s_beyond.Select(d => low + d),
        };
    }

    private static bool Near(double a, double b, double scale = 0) => Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(a) + Math.Abs(b) + scale);

    private static string Text(double x) => x.ToString("0.######", CultureInfo.InvariantCulture);
}
