using Relumine.Geometry.Views;

namespace Relumine.Geometry.Planes;

/// <summary>Gives cells as a walk finds them.</summary>
internal static class PlaneStream
{
    public static IEnumerable<PlaneCell> Cells(PiecewiseLinearModel model, double[] origin, double[] u, double[] v, PlaneBox box)
    {
        var walk = new PlaneWalk(model, origin, u, v, box, long.MaxValue);
        var index = 0;
        for (var face = walk.Next(); face >= 0; face = walk.Next())
        {
            var (vertices, creases, mesh) = (new List<PlaneVertex>(), new List<Crease>(), walk.Mesh);
            var first = mesh.EdgeOf(face);
            var h = first;
            do
            {
                var vertex = mesh.Origin(h);
                vertices.Add(new PlaneVertex(vertex, mesh.X(vertex), mesh.Y(vertex)));
                creases.Add(PlaneRegions.CreaseOf(model, mesh.CutOf(h >> 1)));
                h = mesh.Next(h);
            }
            while (h != first);

            var (z, stride) = (walk.Output.Z, walk.Output.Stride);
            var outputs = Enumerable.Range(0, model.Outputs).Select(o => new PlaneMap(z[o], z[stride + o], z[(2 * stride) + o])).ToArray();
            yield return new PlaneCell(index++, vertices, creases, outputs, walk.Pattern());
        }
    }
}
