using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>Dots where lines end and, if there are several lines, their numbers beside them, moved apart where they would lie upon each other.</summary>
internal static class EndLabels
{
    // The height of a label on a narrow page, where letters are larger, and the width of two digits with what is around them.
    private const double Height = 12.5;
    private const double Width = 20;

    /// <summary>Draws dots and labels into an open chart.</summary>
    public static void Draw(Markup page, Frame frame, IReadOnlyList<Curve> curves)
    {
        var ends = curves
            .Where(c => c.Points.Any(p => double.IsFinite(p.Y)))
            .Select(c => (Curve: c, Last: c.Points.Last(p => double.IsFinite(p.Y))))
            .Select(e => (e.Curve, e.Last.Y, At: (X: frame.X.At(e.Last.X), Y: frame.Y.At(e.Last.Y))))
            .ToArray();
        foreach (var (curve, value, at) in ends)
        {
            page.Begin("circle", ("class", "dot"), ("cx", at.X), ("cy", at.Y), ("r", 2.4)).Leaf("title", $"{curve.Name}: {Wording.Number(value)}").End();
        }

        if (curves.Count < 2)
        {
            return;
        }

        foreach (var column in Columns(ends.OrderBy(e => e.At.X), e => e.At.X))
        {
            var sorted = column.OrderBy(e => e.At.Y).ToArray();
            var heights = Apart([.. sorted.Select(e => e.At.Y)], Frame.Top + 4, Frame.Bottom - 4);
            foreach (var ((curve, _, at), y) in sorted.Zip(heights))
            {
                if (Math.Abs(y - at.Y) > Height / 2)
                {
                    page.Empty("line", ("class", "leader"), ("x1", at.X), ("x2", at.X + 5), ("y1", at.Y), ("y2", y));
                }

                page.Leaf("text", Wording.Count(curve.Style + 1), ("class", "tick end"), ("x", at.X + 5), ("y", y + 3.5));
            }
        }
    }

    /// <summary>Heights as near to those wanted as labels of this height allow, in the same order, between two bounds as long as they fit there.</summary>
    /// <param name="wanted">Ascending.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The most.</param>
    public static double[] Apart(IReadOnlyList<double> wanted, double low, double high)
    {
        var placed = wanted.ToArray();
        for (var i = 0; i < placed.Length; i++)
        {
            placed[i] = Math.Max(placed[i], i == 0 ? low : placed[i - 1] + Height);
        }

        for (var i = placed.Length - 1; i >= 0; i--)
        {
            placed[i] = Math.Min(placed[i], i == placed.Length - 1 ? high : placed[i + 1] - Height);
        }

        return placed;
    }

    // Lines end where their runs did: labels that are near each other are placed together.
    private static IEnumerable<List<T>> Columns<T>(IEnumerable<T> ordered, Func<T, double> x)
    {
        List<T> column = [];
        foreach (var item in ordered)
        {
            if (column.Count > 0 && x(item) - x(column[^1]) > Width)
            {
                yield return column;
                column = [];
            }

            column.Add(item);
        }

        if (column.Count > 0)
        {
            yield return column;
        }
    }
}
