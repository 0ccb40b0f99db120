using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>A small chart for each line, all with the same axes: for more lines than anybody tells apart in one chart.</summary>
internal static class SmallMultiples
{
    private const double Width = 150;
    private const double Height = 84;

    /// <summary>Draws the charts.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What the charts show.</param>
    /// <param name="xName">What the horizontal axis counts.</param>
    /// <param name="curves">The lines; something of them can be drawn (<see cref="LineChart.CanDraw"/>).</param>
    /// <param name="logarithmic">Whether the vertical axis is logarithmic.</param>
    public static void Draw(Markup page, string title, string xName, IReadOnlyList<Curve> curves, bool logarithmic)
    {
        var shown = curves.Select(c => c with { Points = [.. c.Points.Select(p => (p.X, LineChart.Shows(p.Y, logarithmic) ? p.Y : double.NaN))] }).ToArray();
        var points = shown.SelectMany(c => c.Points).Where(p => double.IsFinite(p.Y)).ToArray();
        var (low, high) = (points.Min(p => p.Y), points.Max(p => p.Y));
        var (left, right) = (points.Min(p => p.X), points.Max(p => p.X));
        var frame = new Frame(
            Scale.Linear(left, right, 4, Width - 6),
            logarithmic ? Scale.Logarithmic(low, high, Height - 6, 6) : Scale.Linear(low, high, Height - 6, 6));
        page.Leaf(
                "p",
                $"All with the same axes: {xName} {Wording.Number(left)} to {Wording.Number(right)}, "
                    + $"{Wording.Number(low)} (bottom) to {Wording.Number(high)} (top).",
                ("class", "note")
            )
            .Begin("div", ("class", "multiples"));
        foreach (var curve in shown)
        {
            var seen = curve.Points.Where(p => double.IsFinite(p.Y)).ToArray();
            var (from, to) = seen.Length == 0 ? ("–", "–") : (Wording.Number(seen[0].Y), Wording.Number(seen[^1].Y));
            page.Begin("div")
                .Leaf("p", $"{Wording.Count(curve.Style + 1)} {curve.Name}: {to}")
                .Begin("svg", ("class", "chart"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")))
                .Leaf("title", $"{title}: {curve.Name}")
                .Leaf("desc", $"From {from} to {to}.")
                .Empty("line", ("class", "axis"), ("x1", 4), ("x2", Width - 4), ("y1", Height - 3), ("y2", Height - 3))
                .Empty("line", ("class", "grid"), ("x1", 4), ("x2", Width - 4), ("y1", 5), ("y2", 5))
                .Empty("path", ("class", "line s-1"), ("d", frame.Path(curve.Points)));
            if (seen.Length > 0)
            {
                page.Empty("circle", ("class", "dot"), ("cx", frame.X.At(seen[^1].X)), ("cy", frame.Y.At(seen[^1].Y)), ("r", 2.4));
            }

            page.End().End();
        }

        page.End().Line();
    }
}
