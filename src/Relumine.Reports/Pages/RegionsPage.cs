using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>The pieces of a network as one self-contained HTML file, or as a picture alone.</summary>
public static class RegionsPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(RegionsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Page.Write(
            $"{report.Headline} – {report.Name}",
            top => top.Leaf("p", "Relumine regions", ("class", "eyebrow"))
                .Leaf("h1", report.Headline)
                .Begin("p", ("class", "lead")).Leaf("code", report.Name).Text($", {report.Where}.").End(),
            page =>
            {
                Numbers(page, report);
                if (report.Solid is null)
                {
                    Page.Section(page, "picture", report.Plane is null ? "Along the line" : "The pieces", section => Picture(section, report));
                }
                else
                {
                    Page.Section(page, "picture", "Slices", section => RegionSlices.Write(section, report));
                }

                Page.Section(page, "layers", "Layer by layer", section => Layers(section, report));
                Page.Section(page, "method", "What is counted", Method);
            });
    }

    /// <summary>The picture of a plane, or slices of a box of three inputs, as an SVG file of its own.</summary>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public static string Drawing(RegionsReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Solid is not null)
        {
            return RegionSlices.Drawing(report);
        }

        if (report.Plane is null)
        {
            throw new ArgumentException("A line has no such picture.", nameof(report));
        }

        var page = new Markup();
        PictureOf(report)
            .Draw(page, $"{report.Name}: {report.Headline}", p => p
                .Begin("style").Verbatim(Stylesheet.ForSubdivisions).End()
                .Empty("rect", ("width", "100%"), ("height", "100%"), ("style", "fill: var(--card)")));
        return page.ToString();
    }

    private static void Numbers(Markup page, RegionsReport report)
    {
        page.Begin("dl", ("class", "numbers"));
        foreach (var (name, value, about) in report.Facts())
        {
            page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();
        }

        page.End().Line();
    }

    private static SubdivisionPicture PictureOf(RegionsReport report) =>
        new(report.Plane!, report.Tint) { Level = report.Level, Points = report.Points, Marks = report.Marks, Axes = report.Axes };

    private static void Picture(Markup page, RegionsReport report)
    {
        page.Begin("div", ("class", "card"));
        if (report.Plane is not null)
        {
            var picture = PictureOf(report);
            picture.Draw(page, report.Headline);
            picture.Legend(page);
            page.Leaf("p", Tinted(report), ("class", "note"));
        }
        else
        {
            var ordinals = new int[report.Model.Layers.Count];
            var bending = 0;
            foreach (var layer in report.Model.Layers)
            {
                ordinals[layer.Index] = layer.Cuts > 0 ? bending++ : -1;
            }

            LinePicture.Draw(page, report.Headline, [.. report.Line!.Cells()], ordinals, report.Axes.S);
            var creases = report.Layers().Select((l, i) => (LayerColors.Crease(i), $"layer {Wording.Count(i + 1)} bends"));
            LayerColors.Legend(page, LinePicture.Outputs(report.Model.Outputs).Concat(creases));
            page.Leaf("p", "The lines are the outputs. They are exact: straight from one breakpoint to the next. The strokes below say which layer bends "
                + "where.", ("class", "note"));
        }

        foreach (var note in report.Notes)
        {
            page.Leaf("p", note, ("class", "note"));
        }

        page.End().Line();
    }

    private static string Tinted(RegionsReport report) =>
        report.Tint == CellTint.Slope ? "The stronger the colour of a cell, the steeper the outputs are in it; tints go by rank, an equal number of cells each."
        : report.Model.Outputs > 1 ? "The tint of a cell is the output that is largest in its middle."
        : "The stronger the colour of a cell, the larger the output in its middle.";

    private static void Layers(Markup page, RegionsReport report)
    {
        NumberTable.Write(
            page,
            "How many cells there are behind each layer that bends",
            "Layer",
            report.Layers(),
            l => l.Name,
            [("Units", l => Wording.Count(l.Units)), ("Cells behind it", l => Wording.Count(l.Cells)), ("New", l => Wording.Count(l.New))]);
        NumberTable.Write(
            page, "How many cells networks of these widths can have", "Bound", report.BoundLines(), b => b.Name, [("Cells", b => b.Value), ("By", b
                => b.About)]);
    }

    private static void Method(Markup page) => page
        .Begin("dl", ("class", "words"))
        .Leaf("dt", "Cell").Leaf("dd", "A part of the inputs on which every unit stays on one side of its bend. Inside a cell the network does one "
            + "straight calculation.")
        .Leaf("dt", "Affine piece").Leaf("dd", "Neighbouring cells whose straight calculation is the same, counted once.")
        .Leaf("dt", "Crease").Leaf("dd", "Where a unit bends. Those of the first layer are straight lines; those of later layers are bent where they "
            + "cross an earlier crease.")
        .Leaf("dt", "V − E + C").Leaf("dd", "Vertices less edges plus cells. For any sheet that is cut into convex pieces without a gap it is 1; it is "
            + "checked on every run, and so is the area. In a box of three inputs it is V − E + F − C, with the flat sides F, and the volume.")
        .End().Line();
}
