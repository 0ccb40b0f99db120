using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>How many linear pieces a network had while it learned, as curves and as small pictures.</summary>
internal static class TrainingRegions
{
    public static void Write(Markup page, TrainingResult run)
    {
        if (run.Regions is not { Count: > 0 } counts)
        {
            return;
        }

        Page.Section(page, "regions", "Linear pieces while it learned", section =>
        {
            section.Begin("div", ("class", "card pair charts"));
            Chart(section, "Along lines", "The mean number of pieces along three lines between samples.", counts.Select(c => ((double)c.Step, c.PiecesPerLine)));
            Chart(
                section, "Over the data", "Cells with one activation pattern, over the data and a tenth beside them.",
                counts.Where(c => c.Cells is not null).Select(c => ((double)c.Step, (double)(c.Cells ?? 0))));
            section.End().Line();
            if (run.RegionPictures.Count == 0)
            {
                return;
            }

            section.Begin("div", ("class", "card")).Begin("div", ("class", "steps"));
            foreach (var picture in run.RegionPictures)
            {
                section.Begin("figure");
                new SubdivisionPicture(picture.Plane, CellTint.Output) { IsSmall = true }.Draw(section, $"Creases after step {Wording.Count(picture.Step)}");
                section.Leaf("figcaption", $"after step {Wording.Count(picture.Step)}: {Wording.Count(picture.Plane.Cells, "cell")}").End();
            }

            section.End().End().Line();
        });
    }

    private static void Chart(Markup page, string name, string about, IEnumerable<(double X, double Y)> points)
    {
        Curve[] curves = [new Curve(name, [.. points], 0)];
        if (LineChart.CanDraw(curves, logarithmic: false))
        {
            page.Begin("div").Leaf("h3", name).Leaf("p", about, ("class", "note")).Add(chart => LineChart.Draw(chart, name, "step", curves)).End();
        }
    }
}
