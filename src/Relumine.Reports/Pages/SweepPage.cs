using Relumine.Doctor.Units;
using Relumine.Recipes.Sweeps;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>A sweep as one self-contained HTML file: where networks learn, where they die, and where they diverge.</summary>
public static class SweepPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(SweepReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var sweep = report.Sweep;
        return Page.Write(
            $"{report.Headline()} – {report.Name}",
            top => top.Leaf("p", "Relumine sweep", ("class", "eyebrow"))
                .Leaf("h1", report.Headline())
                .Begin("p", ("class", "lead")).Leaf("code", report.Name).Text($", over {string.Join(" and ", sweep.Axes.Select(a => a.Field))}.").End(),
            page =>
            {
                Numbers(page, report);
                foreach (var (section, title, about, number, low, high) in Measures(report))
                {
                    Page.Section(page, section, title, body => Maps(body, report, title, about, number, low, high));
                }

                Page.Section(page, "table", "How points ended", body => Table(body, report));
                Page.Section(page, "method", "What was done", body => Method(body, report));
            });
    }

    private static IEnumerable<(string Id, string Title, string About, Func<SweepPoint, double?> Number, string Low, string High)> Measures(SweepReport report)
    {
        var best = report.Best?.Score ?? 1;
        var worst = Math.Max(report.Known.Min(p => p.Score) ?? 0, best - 1);
        var span = Math.Max(best - worst, 1e-9);
        yield return (
            "score", "Where networks learn", "The stronger the colour, the better the score at the end.", p => (p.Score - worst) / span,
            $"{Wording.Number(worst)} or less",
            Wording.Number(best));
        if (report.Known.Any(p => p.Dead is not null))
        {
            yield return (
                "dead", "Where units die",
                "The stronger the colour, the more units fire on no sample at the end. Runs that diverged are shown as they were last examined.",
                p => p.Dead, "no dead unit", "all dead");
        }

        if (report.Known.Any(p => p.BornDead > 0))
        {
            yield return (
                "born",
                "Where units are born dead",
                "The same before the first update: no learning rate changes that.",
                p => p.BornDead,
                "no dead unit",
                "all dead"
            );
        }

        if (report.Known.Any(p => p.Diverged > 0))
        {
            yield return (
                "diverged",
                "Where runs diverge",
                "The stronger the colour, the more of a point's runs met a loss that is not finite.",
                p => p.Diverged,
                "none diverged",
                "all diverged"
            );
        }
    }

    private static void Numbers(Markup page, SweepReport report)
    {
        var known = report.Known;
        page.Begin("dl", ("class", "numbers"));
        foreach (var (name, value, about) in new[]
        {
            ("Networks", Wording.Count(known.Count * report.Sweep.Seeds), $"{Wording.Count(report.Sweep.Seeds)} at each point"),
            ("Updates", Wording.Count(known.Sum(p => p.Steps)), "all together"),
            ("Best score", report.Best?.Score is { } best ? Wording.Number(best) : "–", report.Best is { } point ? report.Words(point) : "all runs diverged"),
            ("Diverged", Wording.Percent(known.Count == 0 ? 0 : known.Average(p => p.Diverged)), "of the runs"),
        })
        {
            page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();
        }

        page.End().Line();
    }

    private static void Maps(
        Markup page, SweepReport report, string title, string about, Func<SweepPoint, double?> number, string low, string high)
    {
        page.Begin("div", ("class", "card")).Leaf("p", about, ("class", "note")).Begin("div", ("class", "steps"));
        var layers = report.Layers().Where(l => l.Points.OfType<SweepPoint>().Any(p => number(p) is not null)).ToArray();
        foreach (var (name, points) in layers)
        {
            page.Begin("figure");
            PhaseMap.Draw(page, name.Length == 0 ? title : $"{title}: {name}", report.Sweep, points, number, p => Words(report, p));
            if (name.Length > 0)
            {
                page.Leaf("figcaption", name);
            }

            page.End();
        }

        page.End();
        PhaseMap.Legend(page, low, high, "all runs diverged", layers.Any(l => l.Points.OfType<SweepPoint>().Any(p => number(p) is null)));
        if (layers.Length < report.Layers().Count)
        {
            page.Leaf("p", $"No unit can die: {string.Join(", ", report.Layers().Select(l => l.Name).Except(layers.Select(l => l.Name)))}.", ("class", "note"));
        }

        page.End().Line();
    }

    private static string Words(SweepReport report, SweepPoint point) =>
        $"{report.Words(point)}: score {Number(point.Score)}, dead {Share(point.Dead)}, diverged {Wording.Percent(point.Diverged)}";

    private static void Table(Markup page, SweepReport report) => NumberTable.Write(
        page, "How the points of each picture ended", "Points", report.Lines(), l => l.Name,
        [
            ("Number", l => Wording.Count(l.Points)), ("Best score", l => Number(l.Best)), ("Near the best", l => Wording.Percent(l.NearBest)),
            ("Diverged", l => Wording.Percent(l.Diverged)), ("Dead units", l => Share(l.Dead)), ("Born dead", l => Share(l.BornDead)),
            ("Networks born dead", l => Share(l.BornDeadNetworks)), ("By law at most", l => Share(l.BornDeadLaw)),
        ]);

    private static void Method(Markup page, SweepReport report) =>
        page.Leaf(
                "p",
                "Every point is the recipe with other values in the named fields, trained by itself: 'relumine train' of the recipe of a point ends with "
                    + "the same bits. 'relumine sweep' writes the recipe of a point by its numbers on the axes, for 'relumine checkup' to "
                    + "explain."
            )
            .Leaf(
                "p",
                $"Scores are accuracies, or R² where targets are numbers, on {(report.Sweep.Recipe.Validation > 0 ? "validation" : "training")} data, "
                    + "of the runs that did not diverge. A network is born dead that has a layer of which no unit fires; "
                    + "where weights are drawn around 0 and biases are 0 "
                    + "its probability is at most 1 − Π(1 − 2⁻ᴺ) over layers of N units, and exactly that for samples on one ray from 0 (Lu et al. 2020). "
                    + "A unit is dead that fires on no examined sample of the training data.",
                ("class", "note")
            );

    private static string Number(double? value) => value is { } known ? Wording.Number(known) : "–";

    private static string Share(double? value) => value is { } known ? Wording.Percent(known) : "–";
}
