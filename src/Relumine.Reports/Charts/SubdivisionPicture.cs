using Relumine.Doctor.Units;
using Relumine.Geometry.Planes;

namespace Relumine.Reports.Charts;

/// <summary>
/// A subdivision of a plane: areas of one tint as one path, creases of one layer as one path, where the decision changes, and samples.
/// </summary>
internal sealed class SubdivisionPicture
{
    private const double Left = 44;
    private const double Top = 8;
    private const double Bottom = 40;
    private const double Right = 12;

    // From here on the lines become thinner, so that cells between them can be seen.
    private const double ManyCells = 1500;

    private readonly PlaneRegions _regions;
    private readonly Sheet _sheet;
    private readonly PlaneCell[] _cells;
    private readonly TintScale _tints;
    private readonly Dictionary<int, PlaneVertex> _vertices;
    private readonly List<PlaneEdge> _edges;
    private readonly int[] _ordinal;

    /// <summary>Prepares a drawing.</summary>
    /// <param name="regions">The subdivision.</param>
    /// <param name="tint">What tints say.</param>
    /// <param name="compared">Cells of all pictures whose tints mean the same; null for this one alone.</param>
    public SubdivisionPicture(PlaneRegions regions, CellTint tint, IReadOnlyList<PlaneCell>? compared = null)
    {
        (_regions, _sheet) = (regions, new Sheet(regions.Box));
        _cells = [.. regions.AllCells()];
        _tints = TintScale.Of(_cells, tint, compared);
        _edges = [.. regions.AllEdges()];
        _vertices = [];
        foreach (var edge in _edges)
        {
            _vertices[edge.From.Index] = edge.From;
            _vertices[edge.To.Index] = edge.To;
        }

        // Layers are counted as people count them: only those that bend.
        _ordinal = new int[regions.Model.Layers.Count];
        var bending = 0;
        foreach (var layer in regions.Model.Layers)
        {
            _ordinal[layer.Index] = layer.Cuts > 0 ? bending++ : -1;
        }
    }

    /// <summary>The value of the only output at which the decision changes; null for none. With several outputs the largest one decides.</summary>
    public double? Level { get; init; }

    /// <summary>Samples to draw on top.</summary>
    public PlanePoints? Points { get; init; }

    /// <summary>Points to name.</summary>
    public IReadOnlyList<PlaneMark> Marks { get; init; } = [];

    /// <summary>What the coordinates are called.</summary>
    public (string S, string T) Axes { get; init; } = ("input 1", "input 2");

    /// <summary>Whether there is anything but the creases: tints.</summary>
    public bool IsTinted { get; init; } = true;

    /// <summary>A shape in the coordinates of the first two outputs, drawn in every cell where the network takes it from; null for none.</summary>
    public IReadOnlyList<(double X, double Y)>? Motif { get; init; }

    /// <summary>Whether several stand side by side.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Where it stands within another picture, in that one's coordinates; null for a picture of its own.</summary>
    public (double X, double Y)? Place { get; init; }

    /// <summary>How wide and high the picture of a box is.</summary>
    public static (double Width, double Height) Extent(PlaneBox box) => (Left + Sheet.Size + Right, Top + new Sheet(box).Height + Bottom);

    /// <summary>How many layers have creases in it, and how many tints there are: what a legend can explain.</summary>
    public int Kinds => _edges.Where(e => !e.Crease.IsBorder).Select(e => e.Crease.Layer).Distinct().Count() + _tints.Tints.Distinct().Count();

    /// <summary>Draws it.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="standsAlone">Whether it is a file of its own.</param>
    public void Draw(Markup page, string title, Action<Markup>? standsAlone = null)
    {
        var (width, height) = Extent(_regions.Box);
        page.Begin(
                "svg",
                ("xmlns", standsAlone is null ? null : "http://www.w3.org/2000/svg"),
                ("class", IsSmall ? "chart plane small" : "chart plane"),
                ("role", "img"),
                ("x", Placed(Place?.X)),
                ("y", Placed(Place?.Y)),
                ("width", Placed(Place is null ? null : width)),
                ("height", Placed(Place is null ? null : height)),
                ("viewBox", FormattableString.Invariant($"0 0 {width:0.##} {height:0.##}"))
            )
            .Leaf("title", title)
            .Leaf("desc", $"{Wording.Count(_regions.Cells, "cell")}, {Wording.Count(_regions.AffinePieces, "affine piece")}.");
        standsAlone?.Invoke(page);
        page.Begin("g", ("transform", FormattableString.Invariant($"translate({Left} {Top}) scale({Sheet.Size / Sheet.Grid} {_sheet.Height / Sheet.Grid})")))
            .Line();
        Areas(page);
        Motifs(page);
        Creases(page);
        Boundary(page);
        Dots(page);
        page.End().Line();
        Named(page);
        Labels(page, height);
        page.End().Line();
    }

    /// <summary>Says what the colours mean.</summary>
    public void Legend(Markup page)
    {
        if (Motif is not null)
        {
            Charts.Legend.Draw(page, [("snip", "what was cut out of the folded sheet")]);
        }

        var creases = _edges.Where(e => !e.Crease.IsBorder).Select(e => _ordinal[e.Crease.Layer]).Distinct().Order()
            .Select(l => (LayerColors.Crease(l), $"creases of layer {Wording.Count(l + 1)}"));
        LayerColors.Legend(
            page,
            creases
                .Concat(!Decides ? [] : [("boundary", "the decision changes")])
                .Concat((Points?.Points ?? []).Select(p => p.Class).Distinct().Order().Select(c => (LayerColors.Dot(c), c < 0 ? "samples" : Points!.NameOf(c))))
        );
        if (!IsTinted)
        {
            return;
        }

        if (_tints.IsClass)
        {
            Charts.Legend.Draw(
                page, _tints.Tints.Distinct().Order().Select(t => (_tints.Fill(t), $"output {Wording.Count(t + 1)} is the largest in the cell's middle")));
        }
        else
        {
            Charts.Legend.Draw(page, [("t-0", $"least: {Wording.Number(_tints.Least)}"), ($"t-{TintScale.Levels - 1}",
                $"most: {Wording.Number(_tints.Most)}")]);
        }
    }

    // The border of an area is where the tint is another on the other side.
    private void Areas(Markup page)
    {
        if (!IsTinted)
        {
            page.Empty("rect", ("class", "sheet"), ("width", Sheet.Grid), ("height", Sheet.Grid)).Line();
            return;
        }

        var borders = new Dictionary<int, List<(int From, int To)>>();
        foreach (var edge in _edges)
        {
            var (left, right) = (Tint(edge.Left), Tint(edge.Right));
            if (left != right)
            {
                Add(borders, left, (edge.From.Index, edge.To.Index));
                Add(borders, right, (edge.To.Index, edge.From.Index));
            }
        }

        var chains = new Chains(_sheet, _vertices);
        foreach (var (tint, edges) in borders.Where(b => b.Key >= 0).OrderBy(b => b.Key))
        {
            var path = new IntegerPath();
            chains.AddAreas(path, edges);
            page.Empty("path", ("class", _tints.Fill(tint)), ("d", path.ToString())).Line();
        }
    }

    // On a cell the way to the outputs is affine, and so is the way back.
    private void Motifs(Markup page)
    {
        if (Motif is null)
        {
            return;
        }

        var path = new IntegerPath();
        foreach (var cell in _cells)
        {
            var (a, b) = (cell.Outputs[0], cell.Outputs[1]);
            var determinant = (a.SlopeS * b.SlopeT) - (a.SlopeT * b.SlopeS);
            for (var i = 0; determinant != 0 && i < Motif.Count; i++)
            {
                var (x, y) = (Motif[i].X - a.Offset, Motif[i].Y - b.Offset);
                var (s, t) = (((x * b.SlopeT) - (y * a.SlopeT)) / determinant, ((y * a.SlopeS) - (x * b.SlopeS)) / determinant);
                (i == 0 ? (Action<int, int>)path.Move : path.Line)(_sheet.X(s), _sheet.Y(t));
            }

            path.Close();
        }

        page.Empty("path", ("class", "snip"), ("d", path.ToString())).Line();
    }

    private int Tint(int cell) => cell < 0 ? -1 : _tints.Tints[cell];

    private static void Add(Dictionary<int, List<(int From, int To)>> lists, int key, (int From, int To) edge)
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(edge);
    }

    private void Creases(Markup page)
    {
        var width = FormattableString.Invariant($"stroke-width: {1.6 / (1 + (_cells.Length / ManyCells)) + 0.25:0.##}px");
        var chains = new Chains(_sheet, _vertices);

        // Later layers first, so that the first ones, whose lines are straight, lie on top.
        foreach (var layer in _edges.Where(e => !e.Crease.IsBorder).GroupBy(e => e.Crease.Layer).OrderByDescending(g => g.Key))
        {
            var path = new IntegerPath();
            foreach (var unit in layer.GroupBy(e => e.Crease.Unit).OrderBy(g => g.Key))
            {
                chains.AddLines(path, [.. unit.Select(e => (e.From.Index, e.To.Index))]);
            }

            page.Empty("path", ("class", LayerColors.Crease(_ordinal[layer.Key])), ("style", width), ("d", path.ToString())).Line();
        }
    }

    // The outputs of a network that shows its motif are places and no classes.
    private bool Decides => Motif is null && (Level is not null || _cells[0].Outputs.Count > 1);

    private void Boundary(Markup page)
    {
        if (!Decides)
        {
            return;
        }

        var path = new IntegerPath();
        foreach (var cell in _cells)
        {
            var parts = cell.Outputs.Count > 1 ? DecisionBoundary.BetweenOutputs(cell)
                : Level is { } level && DecisionBoundary.WhereIs(cell, 0, level) is { } part ? [part]
                : [];
            foreach (var line in parts)
            {
                path.Move(_sheet.X(line.FromS), _sheet.Y(line.FromT));
                path.Line(_sheet.X(line.ToS), _sheet.Y(line.ToT));
            }
        }

        if (!path.IsEmpty)
        {
            page.Empty("path", ("class", "halo"), ("d", path.ToString())).Line();
            page.Empty("path", ("class", "boundary"), ("d", path.ToString())).Line();
        }
    }

    private void Dots(Markup page)
    {
        foreach (var group in (Points?.Points ?? []).Where(p => _sheet.Has(p.S, p.T)).GroupBy(p => p.Class).OrderBy(g => g.Key))
        {
            var path = new IntegerPath();
            foreach (var point in group)
            {
                path.Dot(_sheet.X(point.S), _sheet.Y(point.T));
            }

            page.Empty("path", ("class", "dots halo"), ("d", path.ToString())).Line();
            page.Empty("path", ("class", LayerColors.Dot(group.Key)), ("d", path.ToString())).Line();
        }
    }

    private void Named(Markup page)
    {
        foreach (var mark in Marks.Where(m => _sheet.Has(m.S, m.T)))
        {
            var (x, y) = (Left + (_sheet.X(mark.S) * Sheet.Size / Sheet.Grid), Top + (_sheet.Y(mark.T) * _sheet.Height / Sheet.Grid));
            page.Empty("circle", ("class", "mark"), ("cx", x), ("cy", y), ("r", 4)).Leaf("text", mark.Name, ("class", "named"), ("x", x + 7), ("y", y - 5));
        }
    }

    private void Labels(Markup page, double height)
    {
        var (right, low) = (Left + Sheet.Size, Top + _sheet.Height);
        page.Leaf("text", Scale.Label(Short(_regions.Box.LowS)), ("class", "tick"), ("x", Left), ("y", low + 15))
            .Leaf("text", Scale.Label(Short(_regions.Box.HighS)), ("class", "tick"), ("x", right), ("y", low + 15), ("text-anchor", "end"))
            .Leaf("text", Axes.S, ("class", "label"), ("x", (Left + right) / 2), ("y", height - 8), ("text-anchor", "middle"))
            .Leaf("text", Scale.Label(Short(_regions.Box.LowT)), ("class", "tick"), ("x", Left - 5), ("y", low), ("text-anchor", "end"))
            .Leaf("text", Scale.Label(Short(_regions.Box.HighT)), ("class", "tick"), ("x", Left - 5), ("y", Top + 9), ("text-anchor", "end"))
            .Leaf(
                "text", Axes.T, ("class", "label"), ("transform", FormattableString.Invariant($"translate(14 {(Top + low) / 2:0.##}) rotate(-90)")),
                    ("text-anchor", "middle"));
    }

    private static string? Placed(double? at) => at is { } number ? FormattableString.Invariant($"{number:0.##}") : null;

    private static double Short(double value) => double.Parse(value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture),
        System.Globalization.CultureInfo.InvariantCulture);
}
