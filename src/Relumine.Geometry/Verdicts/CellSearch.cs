using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Networks with two inputs: on a cell nothing bends, so that a sum is largest at a corner. The mesh's cells share their corners and so
/// cover the box whatever the corners were rounded to. Where a rounded corner lies beyond a crease, the line that the cell takes there
/// is wrong by what the sum exceeds its knot, times the change of slope; that is carried through to every sum behind it.
/// </summary>
internal static class CellSearch
{
    private const int MostCells = 200_000;

    /// <summary>Bounds every sum over the box, and gives the points at which each is largest and smallest.</summary>
    public static Extremes Run(PiecewiseLinearModel model, InputBox box, Func<bool> isOver)
    {
        var extremes = new Extremes(model);
        var (low, high) = (box.Low, box.High);
        if (!(low[0] < high[0] && low[1] < high[1]))
        {
            return extremes;
        }

        var (probe, corners, cells) = (new PointProbe(model), new Dictionary<int, double[]>(), 0);
        var bounds = new CellBounds(model);
        foreach (var cell in Regions.CellsOfPlane(model, [0, 0], [1, 0], [0, 1], new PlaneBox(low[0], high[0], low[1], high[1])))
        {
            if (isOver() || ++cells > MostCells)
            {
                return extremes;
            }

            var points = new double[cell.Vertices.Count][];
            for (var v = 0; v < points.Length; v++)
            {
                var vertex = cell.Vertices[v];
                points[v] = [vertex.S, vertex.T];
                if (corners.TryAdd(vertex.Index, points[v]))
                {
                    probe.Run(points[v], model.Layers.Count - 1);
                    extremes.Include(points[v], probe);
                }
            }

            bounds.Run(points, cell.Pattern, extremes);
        }

        extremes.IsWhole = true;
        return extremes;
    }
}
