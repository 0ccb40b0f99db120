using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>The lesson of folded paper as one self-contained HTML file.</summary>
public static class FoldPage
{
    // More folds make a picture in which nobody sees a crease.
    private const int MostDrawn = 4;

    // Beyond, folded images take long to draw and show no more.
    private const int MostImageCells = 6000;

    // A flag: it has no symmetry, so that one sees which copies are mirrored.
    private static readonly (double X, double Y)[] s_flag = [(0.28, 0.12), (0.38, 0.12), (0.38, 0.46), (0.8, 0.66), (0.28, 0.88)];

    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(FoldLesson lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return Page.Write(
            "Why depth folds space",
            top => top.Leaf("p", "Relumine: a lesson", ("class", "eyebrow")).Leaf("h1", "Why depth folds space")
                .Leaf("p", "Fold a sheet of paper a few times, cut one shape, and unfold it: the shape is there many times over. A deep network does the "
                    + "same with its inputs.", ("class", "lead")),
            page =>
            {
                Page.Section(page, "fold", "Fold the sheet", Fold);
                Page.Section(page, "unfold", "Cut once, unfold", section => Unfold(section, lesson));
                Page.Section(page, "count", "What a fold costs, and what it brings", section => Count(section, lesson));
                if (lesson.Networks.Count > 0)
                {
                    Page.Section(page, "trained", "Networks that were trained", section => Trained(section, lesson));
                }
            });
    }

    private static void Fold(Markup page)
    {
        page.Leaf("p", "Think of all possible inputs as a sheet of paper: a point on it is one input. One layer of the network folds the sheet in half, "
            + "right over left, then in half again, far over near, and stretches what is left to the old size.")
            .Begin("div", ("class", "card steps"));
        Figure(page, "1. The right half goes over the left.", p => FoldingStep.Sideways(p, "A sheet whose right half is folded over its left half"));
        Figure(page, "2. The far half goes over the near one.", p => FoldingStep.Forwards(p, "A half sheet whose far half is folded over its near half"));
        Figure(page, "3. A quarter is left, four sheets thick. Stretch it to the old size.", p => FoldingStep.Stretch(p,
            "A quarter of a sheet beside its old outline"));
        page.End().Line()
            .Leaf("p", "Four units do this, two for each direction. A unit does nothing up to a certain line and something beyond it: that line is where "
                + "the paper bends. The next layer gets the folded sheet, and folds it again without knowing that it is four sheets thick.");
    }

    private static void Unfold(Markup page, FoldLesson lesson)
    {
        page.Leaf("p", "Now cut a flag out of the folded sheet, once, and unfold. Every quarter carries the flag, each a mirror image of its neighbour. "
            + "Fold once more before you cut, and there are four times as many. Nobody had to cut them one by one.")
            .Begin("div", ("class", "card")).Begin("div", ("class", "steps"));
        var drawn = lesson.Steps.Take(MostDrawn).ToArray();
        foreach (var step in drawn)
        {
            Figure(
                page,
                $"{Wording.Count(step.Folds, "layer")}: {Wording.Count(step.Sheet.AffinePieces, "piece")} from {Wording.Count(step.Units, "unit")}",
                p => Sheet(step).Draw(p, $"The unfolded sheet after {Wording.Count(step.Folds, "layer")}"));
        }

        page.End();
        Sheet(drawn[^1]).Legend(page);
        page.End().Line();
    }

    private static SubdivisionPicture Sheet(FoldStep step) =>
        new(step.Sheet, CellTint.Slope) { IsTinted = false, IsSmall = true, Motif = s_flag, Axes = ("", "") };

    private static void Count(Markup page, FoldLesson lesson)
    {
        page.Leaf("p", "Each further layer costs four more units and makes four times as many pieces. Units side by side in one layer cannot do that: "
            + "each adds one straight line across the whole sheet, and lines bring far fewer pieces. With few units one layer is as good; the more there "
            + "are, the further depth is ahead.");
        NumberTable.Write(
            page,
            "Pieces by layers. The last column is the most that as many units in a single layer can make",
            "Layers",
            lesson.Steps,
            s => Wording.Count(s.Folds),
            [
                ("Units", s => Wording.Count(s.Units)),
                ("Pieces, folded", s => Wording.Count(s.Sheet.AffinePieces)),
                ("Pieces, side by side", s => "at most " + Wording.Count(s.OneLayer)),
            ]);
        Curve[] curves =
        [
            new("layers of four units, folded", [.. lesson.Steps.Select(s => ((double)s.Folds, (double)s.Sheet.AffinePieces))], 0),
            new("as many units in one layer, at most", [.. lesson.Steps.Select(s => ((double)s.Folds, (double)s.OneLayer))], 1),
        ];
        if (LineChart.CanDraw(curves, true))
        {
            page.Begin("div", ("class", "card")).Begin("div", ("class", "chart"));
            LineChart.Draw(page, "Pieces, on a logarithmic scale", "layers", curves, logarithmic: true);
            page.End().End().Line();
        }
    }

    private static void Trained(Markup page, FoldLesson lesson)
    {
        page.Leaf("p", "A network that learns from data is not told to fold. It puts its creases where they help to tell the data apart, so there are "
            + "fewer pieces than it could have, and they are not of one size. The first layer draws straight lines; lines of later layers are bent "
            + "wherever they cross an earlier crease, for there the sheet is folded.");
        if (lesson.Networks.Count > 1)
        {
            NumberTable.Write(
                page,
                "The same data, learned by different networks",
                "Network",
                lesson.Networks,
                n => n.Report.Name,
                [
                    ("Layers", n => Wording.Count(n.Report.Layers().Count())),
                    ("Units", n => Wording.Count(n.Report.Layers().Sum(l => l.Units))),
                    ("Cells", n => Wording.Count(n.Report.Cells)),
                    ("Right on training data", n => n.Score ?? "not known"),
                ]);
            Curve[] curves = [.. lesson.Networks.Select((n, i) => new Curve(n.Report.Name, [(0, 1), .. n.Report.Layers().Select((l, at) => (at + 1.0,
                (double)l.Cells))], i))];
            page.Begin("div", ("class", "card")).Leaf("h3", "Cells behind each layer").Begin("div", ("class", "chart"));
            LineChart.Draw(page, "Cells behind each layer", "layer", curves, logarithmic: true);
            page.End().End().Line();
        }

        foreach (var network in lesson.Networks)
        {
            Network(page, network);
        }
    }

    private static void Network(Markup page, FoldedNetwork network)
    {
        var report = network.Report;
        page.Begin("section", ("class", "card")).Leaf("h3", report.Name)
            .Leaf("p", $"{report.Headline}; layers of {string.Join(", ", report.Layers().Select(l => Wording.Count(l.Units)))} "
                + $"units{(network.Score is null ? "" : $"; {network.Score} on training data")}.", ("class", "note"));
        var picture = new SubdivisionPicture(report.Plane!, CellTint.Output) { Level = report.Level, Points = report.Points };
        picture.Draw(page, report.Headline);
        picture.Legend(page);
        if (report.Cells <= MostImageCells)
        {
            page.Leaf("h4", "The same sheet behind each layer")
                .Leaf("p", "Colours say where a part of the sheet came from. Where the sheet lies on itself, inputs that were far apart have come "
                    + "together; where classes come apart, a straight cut can tell them apart.", ("class", "note"))
                .Begin("div", ("class", "steps"));
            foreach (var (layer, i) in report.Model.Layers.Where(l => l.Cuts > 0 && l.Units > 1).Select((l, i) => (l, i)))
            {
                var name =
                    $"behind layer {Wording.Count(i + 1)}{(layer.Units > 2 ? $", {Wording.Count(layer.Units)} units seen from where they spread most" : "")}";
                Figure(page, name, p => new SheetImage(report.Plane!, layer.Index).Draw(p, name, report.Points));
            }

            page.End();
        }

        page.End().Line();
    }

    private static void Figure(Markup page, string caption, Action<Markup> drawing) =>
        page.Begin("figure").Add(drawing).Leaf("figcaption", caption).End();
}
