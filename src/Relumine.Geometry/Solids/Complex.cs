namespace Relumine.Geometry.Solids;

/// <summary>
/// A box cut into convex cells: vertices, polygons between two cells (or a cell and the outside), and cells as lists of polygons. A cut is a
/// function that is affine on every cell and agrees where cells meet, given by its sign at every vertex, so that all that meets in an edge
/// is cut at the same point of it (edge subdivision with signs: Berzins 2023).
/// </summary>
internal sealed class Complex
{
    private readonly List<double[]> _points = [];
    private readonly List<int[]> _faces = [];
    private readonly List<(int First, int Second)> _sides = [];
    private readonly List<List<int>> _cells = [];

    /// <summary>Begins with a box, which is one cell.</summary>
    public Complex(SolidBox box)
    {
        for (var corner = 0; corner < 8; corner++)
        {
            _points.Add([.. Enumerable.Range(0, 3).Select(i => (corner >> i & 1) != 0 ? box.High[i] : box.Low[i])]);
        }

        int[][] faces = [[0, 2, 6, 4], [1, 3, 7, 5], [0, 1, 5, 4], [2, 3, 7, 6], [0, 1, 3, 2], [4, 5, 7, 6]];
        _cells.Add([.. faces.Select(f => Add(f, 0, -1))]);
    }

    /// <summary>The vertices.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <summary>The number of cells.</summary>
    public int Cells => _cells.Count;

    /// <summary>The number of polygons.</summary>
    public int Faces => _faces.Count;

    /// <summary>The number of edges: sides of polygons, each counted once.</summary>
    public int Edges => _faces.SelectMany(Sides).Distinct().Count();

    /// <summary>A polygon's corners, in order around it.</summary>
    public IReadOnlyList<int> Corners(int face) => _faces[face];

    /// <summary>The cells on the two sides of a polygon; −1 for the outside.</summary>
    public (int First, int Second) CellsAt(int face) => _sides[face];

    /// <summary>The polygons of a cell.</summary>
    public IReadOnlyList<int> FacesOf(int cell) => _cells[cell];

    /// <summary>The mean of a cell's vertices, which lies inside of it.</summary>
    public double[] Middle(int cell) => Mean([.. _cells[cell].SelectMany(f => _faces[f]).Distinct()]);

    /// <summary>Cuts all cells that lie on both sides.</summary>
    /// <param name="values">At each vertex the function, and 0 where it is 0 but for rounding; new vertices are added, with 0.</param>
    public void Cut(List<double> values)
    {
        var (halves, added, cuts) = (new Dictionary<int, int>(), new Dictionary<(int, int), int>(), _cells.Count);
        for (var (face, faces) = (0, _faces.Count); face < faces; face++)
        {
            var (above, below) = Signs(_faces[face], values);
            if (above && below)
            {
                halves[face] = Halve(face, values, added);
            }
        }

        for (var cell = 0; cell < cuts; cell++)
        {
            // A cut may also go through edges that are there already, and halve no polygon.
            var (above, below) = (false, false);
            foreach (var face in _cells[cell])
            {
                var (over, under) = halves.ContainsKey(face) ? (true, true) : Signs(_faces[face], values);
                (above, below) = (above || over, below || under);
            }

            if (above && below)
            {
                Split(cell, values, halves);
            }
        }
    }

    /// <summary>The volume of a cell: of the pyramids from its middle to the triangles of its polygons.</summary>
    public double Volume(int cell)
    {
        var (tip, volume) = (Middle(cell), 0.0);
        foreach (var face in _cells[cell])
        {
            var corners = _faces[face];
            for (var i = 1; i + 1 < corners.Length; i++)
            {
                var (a, b, c) = (Less(_points[corners[0]], tip), Less(_points[corners[i]], tip), Less(_points[corners[i + 1]], tip));
                volume += Math.Abs(Dot(a, Cross(b, c))) / 6;
            }
        }

        return volume;
    }

    private static IEnumerable<(int, int)> Sides(int[] face) =>
        face.Select((v, i) => (v, Next: face[(i + 1) % face.Length])).Select(s => (Math.Min(s.v, s.Next), Math.Max(s.v, s.Next)));

    private static (bool Above, bool Below) Signs(int[] corners, List<double> values)
    {
        var (above, below) = (false, false);
        foreach (var corner in corners)
        {
            (above, below) = (above || values[corner] > 0, below || values[corner] < 0);
        }

        return (above, below);
    }

    private int Add(int[] corners, int first, int second)
    {
        _faces.Add(corners);
        _sides.Add((first, second));
        return _faces.Count - 1;
    }

    // Keeps the part above and adds the part below.
    private int Halve(int face, List<double> values, Dictionary<(int, int), int> added)
    {
        var (corners, above, below) = (_faces[face], new List<int>(), new List<int>());
        for (var i = 0; i < corners.Length; i++)
        {
            var (from, to) = (corners[i], corners[(i + 1) % corners.Length]);
            if (values[from] >= 0)
            {
                above.Add(from);
            }

            if (values[from] <= 0)
            {
                below.Add(from);
            }

            if (values[from] * values[to] < 0)
            {
                var crossing = Crossing(Math.Min(from, to), Math.Max(from, to), values, added);
                above.Add(crossing);
                below.Add(crossing);
            }
        }

        _faces[face] = [.. above];
        return Add([.. below], _sides[face].First, _sides[face].Second);
    }

    private int Crossing(int from, int to, List<double> values, Dictionary<(int, int), int> added)
    {
        if (!added.TryGetValue((from, to), out var vertex))
        {
            var share = values[from] / (values[from] - values[to]);
            var (a, b) = (_points[from], _points[to]);
            _points.Add([.. a.Zip(b, (x, y) => x + (share * (y - x)))]);
            values.Add(0);
            added[(from, to)] = vertex = _points.Count - 1;
        }

        return vertex;
    }

    private void Split(int cell, List<double> values, Dictionary<int, int> halves)
    {
        var (other, above, below, rim) = (_cells.Count, new List<int>(), new List<int>(), new HashSet<int>());
        foreach (var face in _cells[cell])
        {
            if (halves.TryGetValue(face, out var half))
            {
                above.Add(face);
                below.Add(half);
                Move(half, cell, other);
            }
            else if (Signs(_faces[face], values).Below)
            {
                below.Add(face);
                Move(face, cell, other);
            }
            else
            {
                above.Add(face);
            }

            rim.UnionWith(_faces[face].Where(v => values[v] == 0));
        }

        var between = Add(Around([.. rim], above, values), cell, other);
        above.Add(between);
        below.Add(between);
        _cells[cell] = above;
        _cells.Add(below);
    }

    private void Move(int face, int from, int to) =>
        _sides[face] = (_sides[face].First == from ? to : _sides[face].First, _sides[face].Second == from ? to : _sides[face].Second);

    // The corners of a convex polygon in order: by their angle around its middle, seen from where the cell lies.
    private int[] Around(int[] rim, List<int> faces, List<double> values)
    {
        var middle = Mean(rim);
        var inside = Mean([.. faces.SelectMany(f => _faces[f]).Where(v => values[v] > 0).Distinct()]);
        var first = rim.Select(v => Less(_points[v], middle)).MaxBy(d => Dot(d, d))!;
        var second = rim.Select(v => Less(_points[v], middle)).MaxBy(d => Dot(Cross(first, d), Cross(first, d)))!;
        var normal = Cross(first, second);
        normal = Dot(normal, Less(inside, middle)) < 0 ? Less([0, 0, 0], normal) : normal;
        var across = Cross(normal, first);
        var (length, width) = (Math.Sqrt(Dot(first, first)), Math.Sqrt(Dot(across, across)));
        return [.. rim.OrderBy(v => Less(_points[v], middle) is var d ? Math.Atan2(Dot(d, across) / width, Dot(d, first) / length) : 0)];
    }

    private double[] Mean(int[] vertices)
    {
        var mean = new double[3];
        foreach (var vertex in vertices)
        {
            for (var i = 0; i < 3; i++)
            {
                mean[i] += _points[vertex][i] / vertices.Length;
            }
        }

        return mean;
    }

    private static double[] Less(double[] a, double[] b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];

    private static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private static double[] Cross(double[] a, double[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];
}
