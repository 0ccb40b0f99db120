using System.Globalization;
using System.Text;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>The area of a line drawing with its two axes.</summary>
internal sealed record Frame(Scale X, Scale Y)
{
    public const double Width = 380;
    public const double Height = 220;
    public const double Left = 58;
    public const double Right = Width - 10;
    public const double Top = 12;
    public const double Bottom = Height - 38;

    /// <summary>Opens the drawing with grid, axes and their names; the caller ends it.</summary>
    public void Begin(Markup page, string title, string description, string xName, IEnumerable<(double At, string Label)>? xTicks = null)
    {
        page.Begin("svg", ("class", "chart"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")))
            .Leaf("title", title).Leaf("desc", description);
        foreach (var tick in Y.Ticks)
        {
            var y = Y.At(tick);
            page.Empty("line", ("class", "grid"), ("x1", Left), ("x2", Right), ("y1", y), ("y2", y))
                .Leaf("text", Scale.Label(tick), ("class", "tick"), ("x", Left - 6), ("y", y + 3.5), ("text-anchor", "end"));
        }

        foreach (var (at, label) in xTicks ?? X.Ticks.Select(t => (t, Scale.Label(t))))
        {
            page.Leaf("text", label, ("class", "tick"), ("x", X.At(at)), ("y", Bottom + 14), ("text-anchor", "middle"));
        }

        page.Empty("line", ("class", "axis"), ("x1", Left), ("x2", Right), ("y1", Bottom), ("y2", Bottom))
            .Leaf("text", xName, ("class", "label"), ("x", (Left + Right) / 2), ("y", Height - 6), ("text-anchor", "middle"));
    }

    /// <summary>A path through points; a point that is not finite interrupts it.</summary>
    public string Path(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var pen = false;
        foreach (var (x, y) in points)
        {
            if (!double.IsFinite(y))
            {
                pen = false;
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(pen ? 'L' : 'M')}{X.At(x):0.#} {Y.At(y):0.#}");
            pen = true;
        }

        return path.ToString();
    }
}
