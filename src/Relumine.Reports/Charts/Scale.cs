using System.Globalization;

namespace Relumine.Reports.Charts;

/// <summary>Maps numbers to a stretch of a drawing, linearly or by logarithm, and knows round numbers on the way.</summary>
internal sealed class Scale
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _logarithmic;

    private Scale(double low, double high, double from, double to, bool logarithmic) =>
        (_low, _high, _from, _to, _logarithmic) = (low, high, from, to, logarithmic);

    /// <summary>The numbers where an axis is labelled, ascending.</summary>
    public required IReadOnlyList<double> Ticks { get; init; }

    /// <summary>A linear scale from exactly <paramref name="low"/> to exactly <paramref name="high"/>.</summary>
    public static Scale Linear(double low, double high, double from, double to)
    {
        if (!(high > low))
        {
            (low, high) = (low - 0.5, low + 0.5);
        }

        var step = Step((high - low) / 5);
        var ticks = new List<double>();
        for (var k = Math.Ceiling(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
        {
            ticks.Add(k * step);
        }

        return new(low, high, from, to, false) { Ticks = ticks };
    }

    /// <summary>A logarithmic scale over the powers of ten around two positive numbers.</summary>
    public static Scale Logarithmic(double low, double high, double from, double to)
    {
        var (first, last) = (Math.Floor(Math.Log10(low)), Math.Ceiling(Math.Log10(high)));
        last = Math.Max(last, first + 1);
        var every = Math.Max(1, Math.Ceiling((last - first) / 6));
        var ticks = new List<double>();
        for (var power = first; power <= last; power += every)
        {
            ticks.Add(Math.Pow(10, power));
        }

        return new(first, last, from, to, true) { Ticks = ticks };
    }

    /// <summary>Where a number lies in the drawing.</summary>
    public double At(double value) => _from + ((_logarithmic ? Math.Log10(value) : value) - _low) / (_high - _low) * (_to - _from);

    /// <summary>A tick as people write it.</summary>
    public static string Label(double tick) =>
        tick == 0 ? "0"
        : Math.Abs(tick) is >= 1e4 or < 1e-3 and > 0 ? tick.ToString("0e0", CultureInfo.InvariantCulture)
        : tick.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    private static double Step(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1 => power,
            <= 2 => 2 * power,
            <= 5 => 5 * power,
            _ => 10 * power,
        };
    }
}
