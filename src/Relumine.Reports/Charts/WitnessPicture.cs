using System.Globalization;
using System.Text;

namespace Relumine.Reports.Charts;

/// <summary>An input of two dimensions as a picture in shades of gray, a path for each shade.</summary>
internal static class WitnessPicture
{
    private const int Shades = 16;

    /// <summary>Draws the picture.</summary>
    /// <param name="page">The page.</param>
    /// <param name="values">The numbers, row by row; the smallest is black and the largest white.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="title">What it shows.</param>
    public static void Draw(Markup page, IReadOnlyList<double> values, int rows, int columns, string title)
    {
        var (least, most) = (values.Min(), values.Max());
        var paths = new StringBuilder[Shades];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var share = most > least ? (values[(r * columns) + c] - least) / (most - least) : 0;
                var shade = Math.Clamp((int)(share * Shades), 0, Shades - 1);
                (paths[shade] ??= new()).Append(CultureInfo.InvariantCulture, $"M{c} {r}h1v1h-1z");
            }
        }

        page.Begin("svg", ("class", "witness"), ("viewBox", $"0 0 {columns} {rows}"), ("width", 96), ("height", Math.Max(1, 96 * rows / columns)),
            ("role", "img"), ("shape-rendering", "crispEdges")).Leaf("title", title)
            .Leaf("desc", string.Create(CultureInfo.InvariantCulture, $"{rows} × {columns} numbers from {least:0.###} (black) to {most:0.###} (white)."));
        foreach (var (shade, path) in paths.Index().Where(p => p.Item is not null))
        {
            var gray = 255 * shade / (Shades - 1);
            page.Begin("path", ("d", path.ToString()), ("fill", $"rgb({gray},{gray},{gray})")).End();
        }

        page.End();
    }
}
