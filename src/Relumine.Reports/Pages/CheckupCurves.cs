using Relumine.Doctor.Checkups;
using Relumine.Doctor.Runs;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>The pictures of a checkup: the untreated and the treated training over their steps, by score and by dead units; the loss can be opened.</summary>
internal static class CheckupCurves
{
    // An R² far below 0 would press everything else flat.
    private const double LowestDrawn = -0.2;

    /// <summary>Writes the section, if there is anything to draw.</summary>
    public static void Write(Markup page, CheckupResult result)
    {
        var score = result.ScoreIsAccuracy
            ? new Picture(
                "Accuracy, %",
                (result.JudgedBy == JudgedBy.Validation ? "Of the samples kept aside" : "Of the examined training samples")
                    + "; a point before the first update and one after every epoch.",
                Of(result, c => 100 * c.Score),
                false
            )
            : new Picture(
                "R²",
                "1 is perfect, and always answering the mean gives 0. A point before the first update and one after every epoch.",
                Of(result, c => Math.Max(c.Score, LowestDrawn)),
                false
            );
        var dead = new Picture(
            "Dead units, %",
            "Of the layer that has most: units that fire on none of the examined samples.",
            Of(result, c => 100 * c.Dead),
            false
        );
        var loss = new Picture("Loss", "On a logarithmic scale.", Of(result, c => c.Loss), true);
        var died = dead.Curves.Any(c => c.Points.Any(p => p.Y > 0));
        Picture[] first = [.. new[] { score, died ? dead : loss }.Where(p => p.CanDraw)];
        if (first.Length == 0)
        {
            return;
        }

        Page.Section(page, "curves", result.Treated is null ? "How it went" : "Untreated and treated", section =>
        {
            section.Begin("div", ("class", "card")).Begin("div", ("class", "pair charts first"));
            foreach (var picture in first)
            {
                picture.Draw(section);
            }

            section.End();
            var shown = first.SelectMany(p => p.Curves).DistinctBy(c => c.Style).OrderBy(c => c.Style).Select(c => (c.Name, c.Style)).ToArray();
            if (shown.Length > 1)
            {
                LineChart.Legend(section, shown);
            }

            if (died && loss.CanDraw)
            {
                section.Begin("details").Leaf("summary", "The loss over the steps").Begin("div", ("class", "pair charts")).Add(loss.Draw).End().End();
            }

            section.End().Line();
        });
    }

    /// <summary>What a checkup draws, healthy colours for the treated run: the only run of a healthy network has them too.</summary>
    public static Curve[] Of(CheckupResult result, Func<CurvePoint, double> number)
    {
        var sick = result.Verdict is Verdict.Healthy or Verdict.NoIllnessFound ? 0 : 1;
        (string Name, RunSummary? Run, int Style)[] runs =
        [
            ("treated", result.Treated, 0),
            ("untreated", result.Untreated, sick),
            ("clean recipe", result.Clean, 2),
        ];
        return [.. runs.Where(r => r.Run is not null).Select(r => new Curve(r.Name, [.. r.Run!.Curve.Select(c => ((double)c.Step, number(c)))], r.Style))];
    }

    private sealed record Picture(string Name, string About, Curve[] All, bool Logarithmic)
    {
        public Curve[] Curves { get; } = [.. All.Where(c => LineChart.CanDraw([c], Logarithmic))];

        public bool CanDraw => Curves.Length > 0;

        public void Draw(Markup page) => page.Begin("div").Leaf("h3", Name).Leaf("p", About, ("class", "note"))
            .Add(chart => LineChart.Draw(chart, Name, "step", Curves, Logarithmic, legend: false)).End();
    }
}
