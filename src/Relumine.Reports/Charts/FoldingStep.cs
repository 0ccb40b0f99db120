using System.Globalization;
using System.Text;

namespace Relumine.Reports.Charts;

/// <summary>A sheet of paper that is being folded, seen from above at a slant.</summary>
internal static class FoldingStep
{
    // How far the flap is turned: it stands behind the upright, so that one sees where it goes.
    private const double Turn = 0.68 * Math.PI;
    private const int ArcPoints = 16;

    // The far side of the flap, half a sheet away from the crease.
    private static readonly double s_out = 0.5 * Math.Cos(Turn);
    private static readonly double s_up = 0.5 * Math.Sin(Turn);

    /// <summary>The right half goes over the left.</summary>
    public static void Sideways(Markup page, string title) => Draw(
        page, title,
        [(0, 0, 0), (0.5, 0, 0), (0.5, 1, 0), (0, 1, 0)],
        [(0.5, 0, 0), (0.5 + s_out, 0, s_up), (0.5 + s_out, 1, s_up), (0.5, 1, 0)],
        a => (0.5 + (0.5 * Math.Cos(a)), 0.5, 0.5 * Math.Sin(a)));

    /// <summary>Then the far half goes over the near one.</summary>
    public static void Forwards(Markup page, string title) => Draw(
        page, title,
        [(0, 0, 0), (0.5, 0, 0), (0.5, 0.5, 0), (0, 0.5, 0)],
        [(0, 0.5, 0), (0, 0.5 + s_out, s_up), (0.5, 0.5 + s_out, s_up), (0.5, 0.5, 0)],
        a => (0.25, 0.5 + (0.5 * Math.Cos(a)), 0.5 * Math.Sin(a)));

    /// <summary>What is left is a quarter, which is stretched to the old size.</summary>
    public static void Stretch(Markup page, string title)
    {
        Begin(page, title);
        page.Empty("polygon", ("class", "paper"), ("points", Points([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)])), ("stroke-dasharray", "4 4"))
            .Empty("polygon", ("class", "flap"), ("points", Points([(0, 0, 0), (0.5, 0, 0), (0.5, 0.5, 0), (0, 0.5, 0)])));
        page.Empty("path", ("class", "axis"), ("fill", "none"), ("d", Arrow([(0.55, 0.55, 0), (0.9, 0.9, 0)]))).End().Line();
    }

    private static void Draw(
        Markup page, string title, (double X, double Y, double Z)[] flat, (double X, double Y, double Z)[] flap, Func<double, (double X, double Y,
            double Z)> arc)
    {
        Begin(page, title);
        page.Empty("polygon", ("class", "paper"), ("points", Points(flat)))
            .Empty("polygon", ("class", "flap"), ("points", Points(flap)))
            .Empty("path", ("class", "axis"), ("fill", "none"), ("stroke-dasharray", "3 3"), ("d", Arrow([.. Enumerable.Range(0, ArcPoints + 1).Select(i
                => arc(i * Math.PI * 0.95 / ArcPoints))])))
            .End().Line();
    }

    private static void Begin(Markup page, string title) =>
        page.Begin("svg", ("class", "chart"), ("role", "img"), ("viewBox", "0 0 260 170")).Leaf("title", title);

    private static string Points((double X, double Y, double Z)[] points) =>
        string.Join(' ', points.Select(Seen).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.#},{p.Y:0.#}")));

    private static string Arrow((double X, double Y, double Z)[] points)
    {
        var path = new StringBuilder();
        var seen = points.Select(Seen).ToArray();
        foreach (var (x, y) in seen)
        {
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        var ((bx, by), (tx, ty)) = (seen[^2], seen[^1]);
        var angle = Math.Atan2(ty - by, tx - bx);
        foreach (var side in (double[])[-1, 1])
        {
            path.Append(
                CultureInfo.InvariantCulture,
                $"M{tx:0.#} {ty:0.#}L{tx - (8 * Math.Cos(angle + (side * 0.5))):0.#} {ty - (8 * Math.Sin(angle + (side * 0.5))):0.#}"
            );
        }

        return path.ToString();
    }

    private static (double X, double Y) Seen((double X, double Y, double Z) p) => (20 + (150 * p.X) + (70 * p.Y), 150 - (70 * p.Y) - (100 * p.Z));
}
