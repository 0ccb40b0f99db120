using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>Lines over a common axis, told apart by colour, dashes and a number at their ends.</summary>
internal static class LineChart
{
    private const int MostTicks = 8;

    /// <summary>Whether there is anything to draw: two points of one line.</summary>
    public static bool CanDraw(IEnumerable<Curve> curves, bool logarithmic) => curves.Any(c => c.Points.Count(p => Shows(p.Y, logarithmic)) >= 2);

    /// <summary>Draws the lines and, if there are several, a legend.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What the chart shows.</param>
    /// <param name="xName">What the horizontal axis counts: whole numbers.</param>
    /// <param name="curves">The lines.</param>
    /// <param name="logarithmic">Whether the vertical axis is logarithmic; numbers that are not positive are then left out.</param>
    /// <param name="band">A healthy range to show behind the lines; null for none.</param>
    /// <param name="legend">Whether a legend goes below; without, the page has one for several charts.</param>
    public static void Draw(
        Markup page,
        string title,
        string xName,
        IReadOnlyList<Curve> curves,
        bool logarithmic = false,
        (double Low, double High)? band = null,
        bool legend = true
    )
    {
        var shown = curves.Select(c => c with { Points = [.. c.Points.Select(p => (p.X, Shows(p.Y, logarithmic) ? p.Y : double.NaN))] }).ToArray();
        var points = shown.SelectMany(c => c.Points).Where(p => double.IsFinite(p.Y)).ToArray();
        var (low, high) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var (left, right) = (shown.SelectMany(c => c.Points).Min(p => p.X), shown.SelectMany(c => c.Points).Max(p => p.X));
        var margin = high > low ? 0.04 * (high - low) : Math.Max(1e-3, 0.05 * Math.Abs(high));
        var frame = new Frame(
            Scale.Linear(left, right, Frame.Left + 6, Frame.Right - 14),
            logarithmic ? Scale.Logarithmic(low, high, Frame.Bottom, Frame.Top)
                : Scale.Linear(low - margin, high + margin, Frame.Bottom, Frame.Top));
        frame.Begin(page, title, string.Join(" ", shown.Select(Describe)), xName, Ticks((int)left, (int)right));
        if (band is { } healthy)
        {
            Band(page, frame, healthy);
        }

        foreach (var curve in shown)
        {
            page.Empty("path", ("class", curve.Class), ("d", frame.Path(curve.Points)));
        }

        EndLabels.Draw(page, frame, shown);
        page.End();
        if (legend && shown.Length > 1)
        {
            Legend(page, shown.Select(c => (c.Name, c.Style)));
        }
    }

    /// <summary>Which line is which: names with their numbers and their styles.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="curves">The lines.</param>
    /// <param name="numbered">Whether the lines have numbers at their ends.</param>
    public static void Legend(Markup page, IEnumerable<(string Name, int Style)> curves, bool numbered = true)
    {
        page.Begin("ul", ("class", "legend"));
        foreach (var (name, style) in curves)
        {
            page.Begin("li")
                .Begin("svg", ("width", 30), ("height", 12), ("aria-hidden", "true"), ("focusable", "false"))
                .Empty("line", ("class", Curve.ClassOf(style)), ("x1", 1), ("x2", 29), ("y1", 6), ("y2", 6))
                .End()
                .Text(numbered ? $"{Wording.Count(style + 1)}  {name}" : name)
                .End();
        }

        page.End();
    }

    private static void Band(Markup page, Frame frame, (double Low, double High) healthy)
    {
        var (top, bottom) = (Math.Max(Frame.Top, frame.Y.At(healthy.High)), Math.Min(Frame.Bottom, frame.Y.At(healthy.Low)));
        if (bottom > top)
        {
            page.Begin("rect", ("class", "band"), ("x", Frame.Left), ("width", Frame.Right - Frame.Left), ("y", top), ("height", bottom - top))
                .Leaf("title", $"usual: {Wording.Number(healthy.Low)} to {Wording.Number(healthy.High)}").End();
        }
    }

    internal static bool Shows(double value, bool logarithmic) => double.IsFinite(value) && (!logarithmic || value > 0);

    private static string Describe(Curve curve)
    {
        var points = curve.Points.Where(p => double.IsFinite(p.Y)).ToArray();
        return points.Length == 0 ? $"{curve.Name}: nothing to show." : $"{curve.Name}: from {Wording.Number(points[0].Y)} to {Wording.Number(points[^1].Y)}.";
    }

    private static IEnumerable<(double At, string Label)> Ticks(int left, int right)
    {
        var every = 1;
        for (var i = 0; (right - left) / every >= MostTicks; i++)
        {
            every = i % 3 == 1 ? every / 2 * 5 : every * 2;
        }

        for (var at = (left + every - 1) / every * every; at <= right; at += every)
        {
            yield return (at, Wording.Count(at));
        }
    }
}
