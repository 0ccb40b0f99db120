using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Doctor.Json;
using Relumine.Geometry.Bounds;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Texts;

/// <summary>What <c>regions --json</c> writes.</summary>
/// <param name="Schema">Always <c>relumine.regions/1</c>.</param>
/// <param name="Model">The network.</param>
/// <param name="Kind"><c>line</c>, <c>plane</c> or <c>box</c> (of three inputs).</param>
/// <param name="Where">Which one, in words.</param>
/// <param name="Inputs">The elements of one sample.</param>
/// <param name="Outputs">The elements of the outputs for one sample.</param>
/// <param name="Box">The range of each coordinate; null for an end that is left open.</param>
/// <param name="Pieces">The pieces of the function: the same number as <paramref name="AffinePieces"/>.</param>
/// <param name="Cells">Parts with one activation pattern.</param>
/// <param name="AffinePieces">Connected parts on which every output is one affine function.</param>
/// <param name="Vertices">Of a plane or a box.</param>
/// <param name="Edges">Of a plane or a box.</param>
/// <param name="Faces">Of a box: flat sides of cells.</param>
/// <param name="Area">Of a plane: the sum of the cells' areas.</param>
/// <param name="BoxArea">Of a plane: what it must be.</param>
/// <param name="Volume">Of a box: the sum of the cells' volumes.</param>
/// <param name="BoxVolume">Of a box: what it must be.</param>
/// <param name="CellsByLayer">For each layer that bends, its name, its units and the cells behind it.</param>
/// <param name="Breakpoints">Of a line: where units bend, from left to right.</param>
/// <param name="Bounds">What networks of such widths can have; null if nothing bends.</param>
/// <param name="Seconds">The time of cutting and counting.</param>
/// <param name="Notes">What else is to be said.</param>
internal sealed record RegionsDocument(
    string Schema,
    string Model,
    string Kind,
    string Where,
    int Inputs,
    int Outputs,
    IReadOnlyList<RangeDocument> Box,
    long Pieces,
    long Cells,
    long AffinePieces,
    int? Vertices,
    int? Edges,
    int? Faces,
    double? Area,
    double? BoxArea,
    double? Volume,
    double? BoxVolume,
    IReadOnlyList<LayerDocument> CellsByLayer,
    IReadOnlyList<BreakpointDocument>? Breakpoints,
    BoundsDocument? Bounds,
    double Seconds,
    IReadOnlyList<string> Notes)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(RegionsReport report)
    {
        var (plane, line, solid) = (report.Plane, report.Line, report.Solid);
        int[] bending = [.. report.Model.Layers.Where(l => l.Cuts > 0).Select(l => l.Index)];
        var document = new RegionsDocument(
            "relumine.regions/1", report.Name, solid is not null ? "box" : plane is null ? "line" : "plane", report.Where,
            report.Model.Inputs, report.Model.Outputs,
            solid is not null ? [.. solid.Box.Low.Zip(solid.Box.High, (low, high) => new RangeDocument(low, high))]
                : plane is { Box: var box } ? [new(box.LowS, box.HighS), new(box.LowT, box.HighT)] : [new(line!.Start, line.End)],
            report.AffinePieces, report.Cells, report.AffinePieces, solid?.Vertices ?? plane?.Vertices, solid?.Edges ?? plane?.Edges,
            solid?.Faces, plane?.Area, plane?.Box.Area, solid?.Volume, solid?.Box.Volume,
            [.. report.Layers().Select(l => new LayerDocument(l.Name, l.Units, l.Cells))],
            line is null ? null : [.. line.Cells().Skip(1).Select(p => new BreakpointDocument(
                p.Start, [.. p.Bending.Select(b => new BendDocument(Array.IndexOf(bending, b.Layer), b.Unit))]))],
            report.Bounds is { } bounds ? BoundsDocument.Of(bounds) : null, report.Seconds, report.Notes);
        return JsonSerializer.Serialize(document, RegionsDocumentContext.Default.RegionsDocument) + "\n";
    }
}

/// <summary>A range; an end that is left open is null.</summary>
internal sealed record RangeDocument(double Low, double High);

/// <summary>A layer that bends, and the cells that it and those in front of it make.</summary>
internal sealed record LayerDocument(string Name, int Units, long Cells);

/// <summary>A unit, its layer counted from 0 among those that bend.</summary>
internal sealed record BendDocument(int Layer, int Unit);

/// <summary>A place of a line, and what bends there.</summary>
internal sealed record BreakpointDocument(double At, IReadOnlyList<BendDocument> Units);

/// <summary>How many cells networks of such widths can have; whole numbers, however large.</summary>
internal sealed record BoundsDocument(
    int Dimension, IReadOnlyList<int> Widths, BigInteger FirstLayer, BigInteger? LowerMontufar, BigInteger? LowerSerra, BigInteger Upper, string UpperBy)
{
    /// <summary>Takes bounds over.</summary>
    public static BoundsDocument Of(ModelBounds bounds) =>
        new(
            bounds.Dimension, bounds.Widths, bounds.FirstLayer, bounds.LowerOfMontufar, bounds.LowerOfSerra, bounds.Upper,
            bounds.UpperIsOfSerra ? "serra" : "product");
}

/// <summary>Whole numbers of any size as JSON numbers.</summary>
internal sealed class WholeNumber : JsonConverter<BigInteger>
{
    /// <inheritdoc/>
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Documents are only written.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", Converters = [typeof(NonFiniteAsNull), typeof(WholeNumber)])]
[JsonSerializable(typeof(RegionsDocument))]
internal sealed partial class RegionsDocumentContext : JsonSerializerContext;
