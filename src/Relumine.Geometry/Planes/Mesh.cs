namespace Relumine.Geometry.Planes;

/// <summary>
/// A subdivision of a rectangle into convex faces. Half-edges h and h ^ 1 are the two sides of one edge, so a vertex that one face
/// puts on an edge is on its neighbour's edge too, whatever the neighbour knows: counts of vertices and edges are exact.
/// </summary>
internal sealed class Mesh
{
    /// <summary>The mark of edges on the border of the rectangle.</summary>
    public const int Border = -1;

    private int[] _next = new int[64];
    private int[] _previous = new int[64];
    private int[] _origin = new int[64];
    private int[] _face = new int[64];
    private int[] _cut = new int[32];
    private double[] _x = new double[32];
    private double[] _y = new double[32];
    private int[] _creator = new int[32];
    private int[] _edgeOfFace = new int[32];
    private int _faces = 1;

    /// <summary>Makes the rectangle, face 0, with its corners as vertices 0 to 3.</summary>
    public Mesh(double lowX, double highX, double lowY, double highY)
    {
        foreach (var (x, y) in new[] { (lowX, lowY), (highX, lowY), (highX, highY), (lowX, highY) })
        {
            AddVertex(x, y, Border);
        }

        for (var i = 0; i < Corners; i++)
        {
            var h = AddEdge(i, (i + 1) % Corners, 0, Border, Border);
            (_next[h], _previous[h]) = (2 * ((i + 1) % Corners), 2 * ((i + 3) % Corners));
            (_next[h ^ 1], _previous[h ^ 1]) = ((2 * ((i + 3) % Corners)) ^ 1, (2 * ((i + 1) % Corners)) ^ 1);
        }
    }

    /// <summary>The number of corners of the rectangle, which are the first vertices.</summary>
    public const int Corners = 4;

    /// <summary>The number of vertices.</summary>
    public int Vertices { get; private set; }

    /// <summary>The number of edges; there are twice as many half-edges.</summary>
    public int Edges { get; private set; }

    /// <summary>The half-edge that follows in the face on the left.</summary>
    public int Next(int h) => _next[h];

    /// <summary>Where a half-edge begins.</summary>
    public int Origin(int h) => _origin[h];

    /// <summary>The face on the left of a half-edge; <see cref="Border"/> outside.</summary>
    public int Face(int h) => _face[h];

    /// <summary>The cut that made an edge, or <see cref="Border"/>.</summary>
    public int CutOf(int edge) => _cut[edge];

    /// <summary>A half-edge of a face.</summary>
    public int EdgeOf(int face) => _edgeOfFace[face];

    /// <summary>The first coordinate of a vertex.</summary>
    public double X(int vertex) => _x[vertex];

    /// <summary>The second coordinate of a vertex.</summary>
    public double Y(int vertex) => _y[vertex];

    /// <summary>The cut whose line met an edge in this vertex, or <see cref="Border"/>.</summary>
    public int CreatorOf(int vertex) => _creator[vertex];

    /// <summary>Puts a vertex on an edge; <paramref name="h"/> then ends there, and the half-edge that begins there is returned.</summary>
    public int SplitEdge(int h, double x, double y, int creator)
    {
        var (t, v) = (h ^ 1, AddVertex(x, y, creator));
        var rest = AddEdge(v, _origin[t], _face[h], _face[t], _cut[h >> 1]);
        var restTwin = rest ^ 1;
        Link(rest, _next[h]);
        Link(h, rest);
        Link(_previous[t], restTwin);
        Link(restTwin, t);
        _origin[t] = v;
        return rest;
    }

    /// <summary>
    /// Joins two vertices of a face by an edge. The part from <paramref name="second"/> on to <paramref name="first"/> stays the
    /// face; the other becomes a new face, which is returned.
    /// </summary>
    /// <param name="face">The face.</param>
    /// <param name="first">A half-edge of the face; the edge begins where it does.</param>
    /// <param name="second">Another; the edge ends where it begins.</param>
    /// <param name="cut">The cut that makes the edge.</param>
    public int SplitFace(int face, int first, int second, int cut)
    {
        var other = _faces++;
        var h = AddEdge(_origin[first], _origin[second], face, other, cut);
        var (beforeFirst, beforeSecond) = (_previous[first], _previous[second]);
        Link(beforeFirst, h);
        Link(h, second);
        Link(beforeSecond, h ^ 1);
        Link(h ^ 1, first);
        Grow(ref _edgeOfFace, _faces);
        (_edgeOfFace[face], _edgeOfFace[other]) = (h, h ^ 1);
        for (var e = first; e != (h ^ 1); e = _next[e])
        {
            _face[e] = other;
        }

        return other;
    }

    private void Link(int h, int next) => (_next[h], _previous[next]) = (next, h);

    private int AddVertex(double x, double y, int creator)
    {
        Grow(ref _x, Vertices + 1);
        Grow(ref _y, Vertices + 1);
        Grow(ref _creator, Vertices + 1);
        (_x[Vertices], _y[Vertices], _creator[Vertices]) = (x, y, creator);
        return Vertices++;
    }

    private int AddEdge(int from, int to, int left, int right, int cut)
    {
        var h = 2 * Edges++;
        Grow(ref _cut, Edges);
        Grow(ref _next, h + 2);
        Grow(ref _previous, h + 2);
        Grow(ref _origin, h + 2);
        Grow(ref _face, h + 2);
        (_origin[h], _origin[h ^ 1], _face[h], _face[h ^ 1], _cut[h >> 1]) = (from, to, left, right, cut);
        return h;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (length > array.Length)
        {
            Array.Resize(ref array, array.Length * 2);
        }
    }
}
