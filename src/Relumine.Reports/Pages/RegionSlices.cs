using Relumine.Doctor.Units;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>A box of three inputs as slices side by side: in each the third input has one value, and the cells are exact.</summary>
internal static class RegionSlices
{
    private const int Count = 8;
    private const int Columns = 4;
    private const double Caption = 26;

    private sealed record Slice(double At, PlaneRegions Plane, SubdivisionPicture Picture)
    {
        public string Words => $"input 3 is {Wording.Number(At)}: {Wording.Count(Plane.Cells, "cell")}";
    }

    /// <summary>The slices as figures of a page.</summary>
    public static void Write(Markup page, RegionsReport report)
    {
        var slices = Of(report, isPlaced: false);
        page.Begin("div", ("class", "card")).Begin("div", ("class", "steps"));
        foreach (var slice in slices)
        {
            page.Begin("figure");
            slice.Picture.Draw(page, $"Creases where {slice.Words}");
            page.Leaf("figcaption", slice.Words).End();
        }

        page.End();
        slices.MaxBy(s => s.Picture.Kinds)!.Picture.Legend(page);
        page.Leaf("p", "Each picture is a cut through the box at one value of input 3. A cell of the box appears in every slice that it reaches; tints mean "
            + "the same in all of them.", ("class", "note"));
        foreach (var note in report.Notes)
        {
            page.Leaf("p", note, ("class", "note"));
        }

        page.End().Line();
    }

    /// <summary>The slices as one SVG file.</summary>
    public static string Drawing(RegionsReport report)
    {
        var (page, slices) = (new Markup(), Of(report, isPlaced: true));
        var (width, height) = SubdivisionPicture.Extent(slices[0].Plane.Box);
        var (wide, high) = (Columns * width, Count / Columns * (height + Caption));
        page.Begin(
                "svg",
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("class", "chart plane"),
                ("style", "max-width: none"),
                ("role", "img"),
                ("viewBox", FormattableString.Invariant($"0 0 {wide:0.##} {high:0.##}")))
            .Leaf("title", $"{report.Name}: {report.Headline}")
            .Leaf("desc", $"{Wording.Count(Count, "slice")} of a box of three inputs.")
            .Begin("style").Verbatim(Stylesheet.ForSubdivisions).End()
            .Empty("rect", ("width", "100%"), ("height", "100%"), ("style", "fill: var(--card)"));
        foreach (var (i, slice) in slices.Index())
        {
            slice.Picture.Draw(page, $"Creases where {slice.Words}");
            page.Leaf("text", slice.Words, ("class", "label"), ("x", ((i % Columns) + 0.5) * width), ("y", (i / Columns * (height + Caption)) + 17),
                ("text-anchor", "middle"));
        }

        return page.End().ToString();
    }

    // In the middles of as many equal layers, so that no slice lies in the box's side.
    private static Slice[] Of(RegionsReport report, bool isPlaced)
    {
        var box = report.Solid!.Box;
        var sheet = new PlaneBox(box.Low[0], box.High[0], box.Low[1], box.High[1]);
        var cut = Enumerable.Range(0, Count)
            .Select(i => box.Low[2] + ((box.High[2] - box.Low[2]) * (i + 0.5) / Count))
            .Select(at => (At: at, Plane: Regions.OfPlane(report.Model, [0, 0, at], [1, 0, 0], [0, 1, 0], sheet)))
            .ToArray();
        PlaneCell[] all = [.. cut.SelectMany(c => c.Plane.AllCells())];
        return [.. cut.Select((c, i) => new Slice(c.At, c.Plane, new SubdivisionPicture(c.Plane, report.Tint, all)
        {
            IsSmall = !isPlaced,
            Level = report.Level,
            Place = isPlaced ? Corner(sheet, i) : null,
        }))];
    }

    private static (double X, double Y) Corner(PlaneBox sheet, int index)
    {
        var (width, height) = SubdivisionPicture.Extent(sheet);
        return (index % Columns * width, (index / Columns * (height + Caption)) + Caption);
    }
}
