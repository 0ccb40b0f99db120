using System.Globalization;
using System.Numerics;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Geometry.Bounds;
using Relumine.Geometry.Intervals;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Solids;
using Relumine.Geometry.Views;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>The pieces of a network along a line, in a plane or in a box of three inputs, with what is to be shown beside them.</summary>
/// <param name="Name">What the network is called.</param>
/// <param name="Where">The line or plane in words.</param>
/// <param name="Model">The network as a piecewise-linear function.</param>
public sealed record RegionsReport(string Name, string Where, PiecewiseLinearModel Model)
{
    /// <summary>The line; null for a plane and a box of three inputs.</summary>
    public LineRegions? Line { get; init; }

    /// <summary>The plane; null for a line and a box of three inputs.</summary>
    public PlaneRegions? Plane { get; init; }

    /// <summary>The box of three inputs; null for a line and a plane.</summary>
    public SolidRegions? Solid { get; init; }

    /// <summary>How long cutting and counting took.</summary>
    public double Seconds { get; init; }

    /// <summary>What the tint of cells says.</summary>
    public CellTint Tint { get; init; }

    /// <summary>The value of a single output at which the decision changes; null for none.</summary>
    public double? Level { get; init; }

    /// <summary>Samples on top of the picture.</summary>
    public PlanePoints? Points { get; init; }

    /// <summary>Points that define the plane.</summary>
    public IReadOnlyList<PlaneMark> Marks { get; init; } = [];

    /// <summary>What the coordinates are called.</summary>
    public (string S, string T) Axes { get; init; } = ("input 1", "input 2");

    /// <summary>What else is to be said, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The number of cells: parts with one activation pattern.</summary>
    public long Cells => Solid?.Cells ?? Plane?.Cells ?? Line!.Counts.Cells;

    /// <summary>The number of connected parts on which every output is one affine function.</summary>
    public long AffinePieces => Solid?.AffinePieces ?? Plane?.AffinePieces ?? Line!.Counts.AffinePieces;

    /// <summary>For each layer, the cells that it and those in front of it make.</summary>
    public IReadOnlyList<long> CellsByLayer =>
        (Solid?.CellsByLayer ?? Plane?.CellsByLayer)?.Select(c => (long)c).ToArray() ?? Line!.Counts.CellsByLayer;

    /// <summary>What networks of such widths can have; null if nothing bends.</summary>
    public ModelBounds? Bounds => ModelBounds.Of(Model, Line is not null ? 1 : Plane is not null ? 2 : 3);

    /// <summary>The result in one sentence.</summary>
    public string Headline => Line is not null
        ? $"{Wording.Count(AffinePieces, "straight piece")} along the line"
        : $"{Wording.Count(Cells, "cell")}, {Wording.Count(AffinePieces, "flat piece")}";

    /// <summary>What was counted: a name, a number, and what the number is.</summary>
    public IEnumerable<(string Name, string Value, string About)> Facts()
    {
        yield return ("Cells", Wording.Count(Cells), "parts with one activation pattern");
        yield return ("Affine pieces", Wording.Count(AffinePieces), Line is not null ? "straight parts of the outputs" : "flat parts of the outputs");
        if (Plane is { } plane)
        {
            yield return ("Vertices", Wording.Count(plane.Vertices), "corners of cells");
            yield return ("Edges", Wording.Count(plane.Edges), "sides of cells");
            yield return (
                "V − E + C", Wording.Count(plane.Vertices - plane.Edges + plane.Cells), "1 wherever a sheet is cut and nothing is lost");
            yield return ("Area", Wording.Number(plane.Area), $"of the box's {Wording.Number(plane.Box.Area)}");
        }

        if (Solid is { } solid)
        {
            yield return ("Vertices", Wording.Count(solid.Vertices), "corners of cells");
            yield return ("Edges", Wording.Count(solid.Edges), "straight lines between them");
            yield return ("Faces", Wording.Count(solid.Faces), "flat sides of cells");
            yield return (
                "V − E + F − C", Wording.Count(solid.Vertices - solid.Edges + solid.Faces - solid.Cells), "1 wherever a block is cut and nothing is lost");
            yield return ("Volume", Wording.Number(solid.Volume), $"of the box's {Wording.Number(solid.Box.Volume)}");
        }

        yield return ("Time", TrainingWording.Time(Seconds), "for cutting and counting");
    }

    /// <summary>The layers that bend, each with how many units, and how many cells there are behind it.</summary>
    public IEnumerable<(string Name, int Units, long Cells, long New)> Layers()
    {
        var before = 1L;
        foreach (var layer in Model.Layers.Where(l => l.Cuts > 0))
        {
            var cells = CellsByLayer[layer.Index];
            yield return ($"{layer.Operator} {layer.Node}", layer.Units, cells, cells - before);
            before = cells;
        }
    }

    /// <summary>The bounds in words, each with its number.</summary>
    public IEnumerable<(string Name, string Value, string About)> BoundLines()
    {
        if (Bounds is not { } bounds)
        {
            yield break;
        }

        yield return ("First layer, at most", Short(bounds.FirstLayer), $"Zaslavsky: {(Solid is null ? "lines" : "planes")} in general position");
        if (bounds.LowerOfMontufar is { } montufar)
        {
            yield return ("Some network has", Short(montufar), "Montúfar 2014, by folding");
        }

        if (bounds.LowerOfSerra is { } serra)
        {
            yield return ("Some network has", Short(serra), "Serra 2018");
        }

        yield return ("None has more than", Short(bounds.Upper), bounds.UpperIsOfSerra ? "Serra 2018" : "what each layer can make of one cell, multiplied");
    }

    private static string Short(BigInteger value) =>
        value < 1_000_000_000_000 ? Wording.Count((long)value) : value.ToString("0.00e0", CultureInfo.InvariantCulture);
}
