using System.Globalization;
using Relumine.Geometry.Planes;

namespace Relumine.Reports.Charts;

/// <summary>
/// Where the sheet of all inputs lies behind a layer: every cell as the polygon that it becomes, coloured by where it came from. With more
/// than two units it is seen from the side that shows most of it (principal components).
/// </summary>
internal sealed class SheetImage
{
    private const int Patches = 6;
    private const int Rounds = 60;
    private const double Size = 220;
    private const int MostDots = 300;

    private readonly PlaneRegions _regions;
    private readonly int _layer;
    private readonly double[] _mean;
    private readonly double[][] _axes;

    /// <summary>Looks at a layer of a network with two inputs.</summary>
    public SheetImage(PlaneRegions regions, int layer)
    {
        (_regions, _layer) = (regions, layer);
        var seen = new HashSet<int>();
        double[][] images = [.. regions.AllCells().SelectMany(c => c.Vertices).Where(v => seen.Add(v.Index)).Select(v => Image(v.S, v.T))];
        var units = images[0].Length;
        _mean = [.. Enumerable.Range(0, units).Select(u => images.Average(i => i[u]))];
        _axes = units == 2 ? [[1, 0], [0, 1]] : Axes([.. images.Select(i => i.Zip(_mean, (x, m) => x - m).ToArray())]);
    }

    /// <summary>Draws it.</summary>
    public void Draw(Markup page, string title, PlanePoints? points)
    {
        var cells = _regions.AllCells().Select(c => (Cell: c, Corners: c.Vertices.Select(v => At(v.S, v.T)).ToArray())).ToArray();
        var all = cells.SelectMany(c => c.Corners).ToArray();
        var (left, low) = (all.Min(p => p.X), all.Min(p => p.Y));
        var span = Math.Max(Math.Max(all.Max(p => p.X) - left, all.Max(p => p.Y) - low), 1e-12);
        (int X, int Y) Grid((double X, double Y) p) => ((int)(((p.X - left) / span * 3800) + 100), 3900 - (int)((p.Y - low) / span * 3800));

        page.Begin("svg", ("class", "chart plane small"), ("role", "img"), ("viewBox", $"0 0 {Size} {Size}")).Leaf("title", title)
            .Begin("g", ("transform", FormattableString.Invariant($"scale({Size / Sheet.Grid})")));
        foreach (var patch in cells.GroupBy(c => Patch(c.Cell)).OrderBy(g => g.Key))
        {
            var path = new IntegerPath();
            foreach (var (_, corners) in patch)
            {
                var (x, y) = Grid(corners[0]);
                path.Move(x, y);
                foreach (var corner in corners.Skip(1))
                {
                    (x, y) = Grid(corner);
                    path.Line(x, y);
                }

                path.Close();
            }

            page.Empty("path", ("style", Color(patch.Key)), ("d", path.ToString()));
        }

        foreach (var group in (points?.Points ?? []).Where((_, i) => i % (1 + (points!.Points.Count / MostDots)) == 0).GroupBy(p => p.Class).OrderBy(g
            => g.Key))
        {
            var path = new IntegerPath();
            foreach (var point in group)
            {
                var (x, y) = Grid(At(point.S, point.T));
                path.Dot(x, y);
            }

            page.Empty("path", ("class", LayerColors.Dot(group.Key)), ("style", "stroke-width: 3.2px"), ("d", path.ToString()));
        }

        page.End().End().Line();
    }

    private double[] Image(double s, double t) => _regions.Model.EvaluateLayers([s, t])[_layer + 1];

    private (double X, double Y) At(double s, double t)
    {
        var image = Image(s, t);
        double Along(double[] axis)
        {
            var sum = 0.0;
            for (var u = 0; u < image.Length; u++)
            {
                sum += axis[u] * (image[u] - _mean[u]);
            }

            return sum;
        }

        return (Along(_axes[0]), Along(_axes[1]));
    }

    private int Patch(PlaneCell cell)
    {
        var box = _regions.Box;
        int Part(double at, double low, double high) => Math.Clamp((int)((at - low) / (high - low) * Patches), 0, Patches - 1);
        return (Part(cell.Vertices.Average(v => v.S), box.LowS, box.HighS) * Patches) + Part(cell.Vertices.Average(v => v.T), box.LowT, box.HighT);
    }

    // Hue from left to right, lightness from below to above.
    private static string Color(int patch) => string.Create(
        CultureInfo.InvariantCulture,
        $"fill: hsl({patch / Patches * 300 / (Patches - 1)} 45% {42 + (patch % Patches * 7)}%); fill-opacity: .6; stroke: var(--card); stroke-width: .5px");

    // The two directions of most variance, by power iteration; the start is fixed, so that a page is the same each time.
    private static double[][] Axes(double[][] centred)
    {
        var axes = new List<double[]>();
        for (var a = 0; a < 2; a++)
        {
            double[] axis = [.. Enumerable.Range(0, centred[0].Length).Select(u => Math.Cos((a + 1.3) * (u + 1)))];
            for (var round = 0; round < Rounds; round++)
            {
                var next = new double[axis.Length];
                foreach (var row in centred)
                {
                    var along = row.Zip(axis, (x, y) => x * y).Sum();
                    for (var u = 0; u < next.Length; u++)
                    {
                        next[u] += along * row[u];
                    }
                }

                foreach (var other in axes)
                {
                    var along = next.Zip(other, (x, y) => x * y).Sum();
                    next = [.. next.Zip(other, (x, y) => x - (along * y))];
                }

                var length = Math.Sqrt(next.Sum(x => x * x));
                if (length == 0)
                {
                    break;
                }

                axis = [.. next.Select(x => x / length)];
            }

            axes.Add(axis);
        }

        return [.. axes];
    }
}
