using Relumine.Geometry.Views;
using Relumine.Graph.Errors;

namespace Relumine.Geometry.Planes;

/// <summary>
/// The exact subdivision of a rectangle in a plane of inputs into cells with one activation pattern each. Vertices and edges are
/// shared by neighbours; that vertices − edges + cells is 1 and that the areas add up is checked before anybody sees it.
/// </summary>
public sealed class PlaneRegions
{
    private readonly Mesh _mesh;
    private readonly CellStore _cells;
    private readonly Outline _outline;
    private readonly Lazy<int> _affinePieces;

    internal PlaneRegions(PiecewiseLinearModel model, double[] origin, double[] u, double[] v, PlaneBox box, long mostCells)
    {
        (Model, Box) = (model, box);
        var walk = new PlaneWalk(model, origin, u, v, box, mostCells);
        _cells = new CellStore(model, walk);
        for (var face = walk.Next(); face >= 0; face = walk.Next())
        {
            _cells.Add(face);
        }

        _cells.Close();
        _mesh = walk.Mesh;
        _outline = new Outline(model, _mesh, _cells);
        CellsByLayer = [.. Enumerable.Range(0, model.Layers.Count).Select(l => _outline.CellsBehind(l, walk.Nodes[l].Count))];
        Area = _outline.Area();
        _affinePieces = new Lazy<int>(_outline.CountAffinePieces);
        Check();
    }

    /// <summary>The model.</summary>
    public PiecewiseLinearModel Model { get; }

    /// <summary>The rectangle.</summary>
    public PlaneBox Box { get; }

    /// <summary>The number of cells: connected parts with one activation pattern.</summary>
    public int Cells => _outline.Cells.Count;

    /// <summary>The number of connected parts on which every output is one affine function: neighbouring cells with the same one are counted once.</summary>
    public int AffinePieces => _affinePieces.Value;

    /// <summary>The number of vertices.</summary>
    public int Vertices => _outline.Vertices;

    /// <summary>The number of edges.</summary>
    public int Edges => _outline.Edges;

    /// <summary>The sum of the cells' areas.</summary>
    public double Area { get; }

    /// <summary>For each layer, the number of cells that it and the layers in front of it make.</summary>
    public IReadOnlyList<int> CellsByLayer { get; }

    /// <summary>A cell.</summary>
    /// <param name="index">From 0 to <see cref="Cells"/> − 1.</param>
    public PlaneCell this[int index]
    {
        get
        {
            var cell = _outline.Cells[index];
            var (vertices, creases) = (new List<PlaneVertex>(), new List<Crease>());
            foreach (var (vertex, edge) in _outline.Boundary(cell))
            {
                vertices.Add(Vertex(vertex));
                creases.Add(CreaseOf(Model, _mesh.CutOf(edge)));
            }

            var outputs = Enumerable.Range(0, Model.Outputs).Select(o => _cells.Map(cell, o)).ToArray();
            return new PlaneCell(index, vertices, creases, outputs, _cells.Pattern(cell));
        }
    }

    /// <summary>All cells, one by one.</summary>
    public IEnumerable<PlaneCell> AllCells() => Enumerable.Range(0, Cells).Select(i => this[i]);

    /// <summary>All edges, one by one.</summary>
    public IEnumerable<PlaneEdge> AllEdges() => _outline.AllEdges().Select(e =>
        new PlaneEdge(Vertex(e.From), Vertex(e.To), CreaseOf(Model, _mesh.CutOf(e.Edge)), e.Left, e.Right));

    internal static Crease CreaseOf(PiecewiseLinearModel model, int cut)
    {
        if (cut < 0)
        {
            return new Crease(-1, -1);
        }

        var layer = Array.BinarySearch(model.FirstCut, cut);
        layer = layer < 0 ? ~layer - 1 : layer;
        while (model.Layers[layer].Cuts == 0)
        {
            layer++;
        }

        return new Crease(layer, model.Layers[layer].Cut(cut - model.FirstCut[layer]).Unit);
    }

    private PlaneVertex Vertex(int vertex) => new(vertex, _mesh.X(vertex), _mesh.Y(vertex));

    private void Check()
    {
        const double Tolerance = 1e-9;
        if (Vertices - Edges + Cells != 1)
        {
            throw new RelumineException(
                ErrorKind.Fault,
                $"The plane came apart: {Vertices} vertices − {Edges} edges + {Cells} cells is not 1. This is a fault of Relumine; "
                    + $"please report the model and the box."
            );
        }

        if (!(Math.Abs(Area - Box.Area) <= Tolerance * Box.Area))
        {
            throw new RelumineException(
                ErrorKind.Fault,
                FormattableString.Invariant(
                    $"The cells' areas add up to {Area}, but the box has {Box.Area}. This is a fault of Relumine; please report the model and the box."
                )
            );
        }
    }
}
