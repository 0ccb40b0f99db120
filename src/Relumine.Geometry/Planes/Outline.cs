using Relumine.Geometry.Views;

namespace Relumine.Geometry.Planes;

/// <summary>
/// What of a mesh can be seen: all of it, unless the model takes the largest of several, where edges between cells that differ
/// only in matches that do not matter are left out, and vertices that only such edges made.
/// </summary>
internal sealed class Outline
{
    private readonly PiecewiseLinearModel _model;
    private readonly Mesh _mesh;
    private readonly CellStore _cells;
    private readonly bool[]? _hidden;
    private readonly int[]? _degree;
    private readonly int[] _indexOfCell;
    private readonly int[]? _begin;

    public Outline(PiecewiseLinearModel model, Mesh mesh, CellStore cells)
    {
        (_model, _mesh, _cells) = (model, mesh, cells);
        var whole = new DisjointSets(cells.Count);
        var edges = mesh.Edges;
        if (model.HasMatches)
        {
            (_hidden, _degree) = (new bool[mesh.Edges], new int[mesh.Vertices]);
            foreach (var (edge, a, b) in Inner())
            {
                if (cells.Pattern(a).AsSpan().SequenceEqual(cells.Pattern(b)))
                {
                    _hidden[edge] = true;
                    whole.Join(a, b);
                }
            }

            for (var h = 0; h < 2 * mesh.Edges; h++)
            {
                _degree[mesh.Origin(h)] += _hidden[h >> 1] ? 0 : 1;
            }

            edges = _hidden.Count(h => !h) - Enumerable.Range(0, mesh.Vertices).Count(v => _degree[v] == 2 && !IsCorner(v));
        }

        Cells = [.. Enumerable.Range(0, cells.Count).Where(c => whole.Find(c) == c)];
        _indexOfCell = new int[cells.Count];
        for (var i = 0; i < Cells.Count; i++)
        {
            _indexOfCell[Cells[i]] = i;
        }

        for (var c = 0; c < cells.Count; c++)
        {
            _indexOfCell[c] = _indexOfCell[whole.Find(c)];
        }

        if (_hidden is not null)
        {
            // Of the faces that a cell is made of, some may have no edge that is seen.
            _begin = new int[Cells.Count];
            for (var h = 0; h < 2 * mesh.Edges; h++)
            {
                if (!_hidden[h >> 1] && CellAt(h) is >= 0 and var index)
                {
                    _begin[index] = h;
                }
            }
        }

        Edges = edges;
        Vertices = Enumerable.Range(0, mesh.Vertices).Count(IsSeen);
    }

    /// <summary>The cells that can be told apart, each as one of those that it is made of.</summary>
    public IReadOnlyList<int> Cells { get; }

    /// <summary>The number of vertices.</summary>
    public int Vertices { get; }

    /// <summary>The number of edges.</summary>
    public int Edges { get; }

    /// <summary>The corners of a cell, each with the edge that begins there.</summary>
    public IEnumerable<(int Vertex, int Edge)> Boundary(int cell)
    {
        var first = Begin(cell);
        var h = first;
        do
        {
            if (IsSeen(_mesh.Origin(h)))
            {
                yield return (_mesh.Origin(h), h >> 1);
            }

            h = Follow(h);
        }
        while (h != first);
    }

    /// <summary>All edges with the indices of the cells beside them.</summary>
    public IEnumerable<(int From, int To, int Edge, int Left, int Right)> AllEdges()
    {
        for (var edge = 0; edge < _mesh.Edges; edge++)
        {
            var h = 2 * edge;
            if (_hidden?[edge] == true || !IsSeen(_mesh.Origin(h)))
            {
                // An edge that begins in no corner is the rest of one that does, unless the other end does.
                if (_hidden?[edge] == true || !IsSeen(_mesh.Origin(h ^ 1)))
                {
                    continue;
                }

                h ^= 1;
            }

            var end = h;
            while (!IsSeen(_mesh.Origin(end ^ 1)))
            {
                end = Follow(end);
            }

            // A chain of several is found from both ends; the lower one tells it.
            if (end == h || (h >> 1) < (end >> 1))
            {
                yield return (_mesh.Origin(h), _mesh.Origin(end ^ 1), edge, CellAt(h), CellAt(h ^ 1));
            }
        }
    }

    /// <summary>How many cells a layer and those in front of it make.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="faces">The faces that there were behind it.</param>
    public int CellsBehind(int layer, int faces)
    {
        if (!_model.HasMatches)
        {
            return faces;
        }

        var (sets, words) = (new DisjointSets(faces), _model.FirstWord[layer + 1]);
        foreach (var (_, a, b) in Inner())
        {
            if (_cells.Pattern(a).AsSpan(0, words).SequenceEqual(_cells.Pattern(b).AsSpan(0, words)))
            {
                sets.Join(_cells.Ancestor(a, layer), _cells.Ancestor(b, layer));
            }
        }

        return sets.Count;
    }

    /// <summary>Counts the cells, those that are neighbours and have one map once.</summary>
    public int CountAffinePieces()
    {
        var sets = new DisjointSets(_cells.Count);
        foreach (var (_, a, b) in Inner())
        {
            if (_cells.HaveOneMap(a, b))
            {
                sets.Join(a, b);
            }
        }

        return sets.Count;
    }

    /// <summary>The sum of the cells' areas.</summary>
    public double Area()
    {
        // Cells are many and small: the sum is kept in two parts, so that it is as exact as its terms.
        var (sum, rest) = (0.0, 0.0);
        foreach (var cell in Cells)
        {
            var (first, before, twice) = (-1, -1, 0.0);
            foreach (var (vertex, _) in Boundary(cell))
            {
                if (first < 0)
                {
                    first = vertex;
                }
                else if (before >= 0)
                {
                    twice +=
                        ((_mesh.X(before) - _mesh.X(first)) * (_mesh.Y(vertex) - _mesh.Y(first)))
                        - ((_mesh.X(vertex) - _mesh.X(first)) * (_mesh.Y(before) - _mesh.Y(first)));
                }

                before = vertex;
            }

            var next = sum + (twice / 2);
            rest += (twice / 2) - (next - sum);
            sum = next;
        }

        return sum + rest;
    }

    private IEnumerable<(int Edge, int A, int B)> Inner()
    {
        for (var edge = 0; edge < _mesh.Edges; edge++)
        {
            var (left, right) = (_mesh.Face(2 * edge), _mesh.Face((2 * edge) + 1));
            if (left >= 0 && right >= 0)
            {
                yield return (edge, _cells.CellOfFace[left], _cells.CellOfFace[right]);
            }
        }
    }

    private int CellAt(int h) => _mesh.Face(h) is >= 0 and var face ? _indexOfCell[_cells.CellOfFace[face]] : -1;

    private static bool IsCorner(int vertex) => vertex < Mesh.Corners;

    private bool IsSeen(int vertex) => _degree is null || _degree[vertex] > 2 || IsCorner(vertex);

    // The next half-edge that is not left out, going round the cell.
    private int Follow(int h)
    {
        h = _mesh.Next(h);
        while (_hidden?[h >> 1] == true)
        {
            h = _mesh.Next(h ^ 1);
        }

        return h;
    }

    private int Begin(int cell) => _begin is null ? _mesh.EdgeOf(_cells.Face(cell)) : _begin[_indexOfCell[cell]];
}
