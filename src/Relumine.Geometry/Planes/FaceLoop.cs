using Relumine.Geometry.Walks;

namespace Relumine.Geometry.Planes;

/// <summary>The boundary of one face in arrays, and the sides of cuts on which its vertices lie.</summary>
internal sealed class FaceLoop(Mesh mesh, CutSigns signs)
{
    private int[] _edges = new int[16];
    private int[] _vertices = new int[16];
    private double[] _x = new double[16];
    private double[] _y = new double[16];
    private double[] _z = new double[16];
    private int[] _signs = new int[16];

    /// <summary>The number of vertices.</summary>
    public int Count { get; private set; }

    /// <summary>The first coordinates of the vertices.</summary>
    public ReadOnlySpan<double> X => _x.AsSpan(0, Count);

    /// <summary>The second coordinates.</summary>
    public ReadOnlySpan<double> Y => _y.AsSpan(0, Count);

    /// <summary>Reads a face.</summary>
    public void Read(int face)
    {
        Count = 0;
        var first = mesh.EdgeOf(face);
        var h = first;
        do
        {
            if (Count == _edges.Length)
            {
                Array.Resize(ref _edges, 2 * Count);
                Array.Resize(ref _vertices, 2 * Count);
                Array.Resize(ref _x, 2 * Count);
                Array.Resize(ref _y, 2 * Count);
                Array.Resize(ref _z, 2 * Count);
                Array.Resize(ref _signs, 2 * Count);
            }

            var vertex = mesh.Origin(h);
            (_edges[Count], _vertices[Count], _x[Count], _y[Count]) = (h, vertex, mesh.X(vertex), mesh.Y(vertex));
            Count++;
            h = mesh.Next(h);
        }
        while (h != first);
    }

    /// <summary>Whether some vertices lie above a cut, and some below.</summary>
    public (bool Above, bool Below) Sides(LayerState state, int cut, int firstCut)
    {
        var (z, stride) = (state.CutZ, state.CutStride);
        var (c, gx, gy, tolerance) = (z[cut], z[stride + cut], z[(2 * stride) + cut], state.Tolerance[cut]);
        var (above, below, doubt) = (false, false, CutSigns.Doubt * tolerance);
        for (var i = 0; i < Count; i++)
        {
            var value = Math.FusedMultiplyAdd(gx, _x[i], Math.FusedMultiplyAdd(gy, _y[i], c));
            if (value > doubt)
            {
                above = true;
            }
            else if (value < -doubt)
            {
                below = true;
            }
            else
            {
                var sign = signs.Of(_vertices[i], firstCut + cut, value, tolerance);
                (above, below) = (above || sign > 0, below || sign < 0);
            }

            if (above && below)
            {
                break;
            }
        }

        return (above, below);
    }

    /// <summary>Cuts the face, which has vertices on both sides, in two: it keeps the part above, and the new face below is returned.</summary>
    public int Split(int face, LayerState state, int cut, int firstCut)
    {
        var (z, stride) = (state.CutZ, state.CutStride);
        var (c, gx, gy) = (z[cut], z[stride + cut], z[(2 * stride) + cut]);
        for (var i = 0; i < Count; i++)
        {
            _z[i] = Math.FusedMultiplyAdd(gx, _x[i], Math.FusedMultiplyAdd(gy, _y[i], c));
            _signs[i] = signs.Of(_vertices[i], firstCut + cut, _z[i], state.Tolerance[cut]);
        }

        var start = _signs.AsSpan(0, Count).IndexOf(1);
        var down = Crossing(ref start, -1, firstCut + cut);
        var up = Crossing(ref start, 1, firstCut + cut);
        return mesh.SplitFace(face, down, up, firstCut + cut);
    }

    /// <summary>
    /// From a vertex that is not on side <paramref name="to"/>, finds where the boundary gets there: the half-edge that begins on
    /// the cut. <paramref name="at"/> becomes the first vertex on that side.
    /// </summary>
    private int Crossing(ref int at, int to, int cut)
    {
        var last = at;
        for (; _signs[at] != to; at = (at + 1) % Count)
        {
            last = _signs[at] == -to ? at : last;
        }

        var next = (last + 1) % Count;
        if (_signs[next] == 0)
        {
            return _edges[next];
        }

        var t = _z[last] / (_z[last] - _z[next]);
        return mesh.SplitEdge(
            _edges[last], Math.FusedMultiplyAdd(t, _x[next] - _x[last], _x[last]), Math.FusedMultiplyAdd(t, _y[next] - _y[last], _y[last]), cut);
    }
}
