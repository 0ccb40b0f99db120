using Relumine.Geometry.Views;
using Relumine.Graph.Errors;

namespace Relumine.Geometry.Solids;

/// <summary>
/// The exact subdivision of a box of three inputs into cells with one activation pattern each. That vertices − edges + polygons − cells is 1 and
/// that the volumes add up is checked before anybody sees it.
/// </summary>
public sealed class SolidRegions
{
    // A few hundred units in the last place of what is added up: what a sum at a vertex can be wrong by.
    private const double Rounding = 1.0 / (1L << 42);

    // What a coordinate of a vertex can be wrong by, as a share of the box's largest.
    private const double Misplaced = 1.0 / (1L << 49);
    private const double Tolerance = 1e-9;

    private readonly Complex _complex;
    private readonly Lazy<int> _affinePieces;

    // By layer, and first for the inputs, how far off what it gives can be because a vertex is.
    private readonly Dictionary<int, double> _errors = [];

    internal SolidRegions(PiecewiseLinearModel model, SolidBox box, long mostCells)
    {
        (Model, Box, _complex) = (model, box, new Complex(box));
        if (model.IsCurved)
        {
            throw new ArgumentException("The model was read with smooth layers, which have no pieces.", nameof(model));
        }

        if (model.HasMatches)
        {
            throw new RelumineException(
                ErrorKind.Unsupported,
                "The model takes the largest of several numbers. That is cut along lines and in planes, but not in a box of three inputs.");
        }

        var byLayer = new int[model.Layers.Count];
        _errors[0] = Misplaced * box.Low.Concat(box.High).Max(Math.Abs);
        foreach (var layer in model.Layers)
        {
            Cut(layer, mostCells);
            byLayer[layer.Index] = _complex.Cells;
            _errors[layer.Index + 1] = (layer.Bend?.SteepestSlope ?? 1) * Enumerable.Range(0, layer.Units)
                .Select(u => layer.Form.Terms.Select((term, t) => layer.Steepness[t][u] * _errors[term.Slot]).Sum()).DefaultIfEmpty().Max();
        }

        CellsByLayer = byLayer;
        Edges = _complex.Edges;
        Volume = Enumerable.Range(0, _complex.Cells).Sum(_complex.Volume);
        _affinePieces = new Lazy<int>(CountAffinePieces);
        Check();
    }

    /// <summary>The model.</summary>
    public PiecewiseLinearModel Model { get; }

    /// <summary>The box.</summary>
    public SolidBox Box { get; }

    /// <summary>The number of cells: connected parts with one activation pattern.</summary>
    public int Cells => _complex.Cells;

    /// <summary>The number of connected parts on which every output is one affine function.</summary>
    public int AffinePieces => _affinePieces.Value;

    /// <summary>The number of vertices.</summary>
    public int Vertices => _complex.Points.Count;

    /// <summary>The number of edges.</summary>
    public int Edges { get; }

    /// <summary>The number of polygons between cells, or between a cell and the outside.</summary>
    public int Faces => _complex.Faces;

    /// <summary>The sum of the cells' volumes.</summary>
    public double Volume { get; }

    /// <summary>For each layer, the number of cells that it and the layers in front of it make.</summary>
    public IReadOnlyList<int> CellsByLayer { get; }

    /// <summary>A cell.</summary>
    /// <param name="index">From 0 to <see cref="Cells"/> − 1.</param>
    public SolidCell this[int index] => new(
        index,
        [.. _complex.FacesOf(index).Select(f => (IReadOnlyList<IReadOnlyList<double>>)[.. _complex.Corners(f).Select(v => _complex.Points[v])])],
        CellMap.Of(Model, _complex.Middle(index)));

    /// <summary>All cells, one by one.</summary>
    public IEnumerable<SolidCell> AllCells() => Enumerable.Range(0, Cells).Select(i => this[i]);

    private void Cut(PiecewiseLayer layer, long mostCells)
    {
        var sums = new List<double[]>();
        for (var c = 0; c < layer.Cuts; c++)
        {
            // Vertices that earlier cuts of the layer made are new here.
            while (sums.Count < _complex.Points.Count)
            {
                sums.Add(Sums(layer, _complex.Points[sums.Count]));
            }

            var (unit, knot) = layer.Cut(c);
            _complex.Cut([.. sums.Select(s => Math.Abs(s[unit] - knot) <= s[layer.Units + unit] + (Rounding * Math.Abs(knot)) ? 0 : s[unit] - knot)]);
            if (_complex.Cells > mostCells)
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    FormattableString.Invariant($"There are more than {mostCells} cells in the box. Take a smaller one, or look along a line or in a plane."));
            }
        }
    }

    // The sums at a point, and behind them what each can be wrong by.
    private double[] Sums(PiecewiseLayer layer, double[] point)
    {
        var slots = Model.EvaluateLayers(point);
        var sums = new double[2 * layer.Units];
        layer.Form.Constant.CopyTo(sums, 0);
        for (var u = 0; u < layer.Units; u++)
        {
            sums[layer.Units + u] = Rounding * Math.Abs(layer.Form.Constant[u]);
        }

        for (var t = 0; t < layer.Form.Terms.Count; t++)
        {
            var (slot, map) = layer.Form.Terms[t];
            var largest = slots[slot].Select(Math.Abs).DefaultIfEmpty().Max();
            for (var j = 0; j < map.Columns; j++)
            {
                if (slots[slot][j] != 0)
                {
                    map.AddColumn(j, slots[slot][j], sums.AsSpan(0, layer.Units));
                }
            }

            for (var u = 0; u < layer.Units; u++)
            {
                sums[layer.Units + u] += ((Rounding * largest) + _errors[slot]) * layer.Steepness[t][u];
            }
        }

        return sums;
    }

    private int CountAffinePieces()
    {
        var maps = Enumerable.Range(0, Cells).Select(c => CellMap.Of(Model, _complex.Middle(c))).ToArray();
        var part = Enumerable.Range(0, Cells).ToArray();
        var pieces = Cells;
        for (var face = 0; face < _complex.Faces; face++)
        {
            var (first, second) = _complex.CellsAt(face);
            if (second >= 0 && first >= 0 && Root(first) != Root(second) && CellMap.AreSame(maps[first], maps[second]))
            {
                part[Root(first)] = Root(second);
                pieces--;
            }
        }

        return pieces;

        int Root(int cell)
        {
            while (part[cell] != cell)
            {
                cell = part[cell] = part[part[cell]];
            }

            return cell;
        }
    }

    private void Check()
    {
        if (Vertices - Edges + Faces - Cells != 1)
        {
            throw new RelumineException(
                ErrorKind.Fault,
                $"The box came apart: {Vertices} vertices − {Edges} edges + {Faces} polygons − {Cells} cells is not 1. This is a fault of Relumine; "
                    + "please report the model and the box.");
        }

        if (!(Math.Abs(Volume - Box.Volume) <= Tolerance * Box.Volume))
        {
            throw new RelumineException(
                ErrorKind.Fault,
                FormattableString.Invariant($"The cells' volumes add up to {Volume}, but the box has {Box.Volume}. This is a fault of Relumine; ")
                    + "please report the model and the box.");
        }
    }
}
