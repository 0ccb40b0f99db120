using Relucent.Reports.Charts;

namespace Relucent.Reports.Pages;

/// <summary>
/// A checkup as one self-contained HTML file: the story in five answers, before and after as curves, the experiments, the
/// change of the recipe, and then every finding, layer and seed. Readable without script, dark and light, on paper and by a screen reader.
/// </summary>
public static class CheckupPage
{
    /// <summary>Writes the page.</summary>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(CheckupResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var headline = CheckupWording.Headline(result);
        return Page.Write(
            $"{headline.TrimEnd('.')} – {FileName(result)}",
            top => Top(top, result, headline),
            content =>
            {
                Numbers(content, result);
                Page.Section(content, "story", "The story", section => Story(section, result));
                Curves(content, result);
                if (result.Probes.Count > 0)
                {
                    Page.Section(content, "why", "Why: the experiments", section => Experiments(section, result));
                }

                if (result.Treatment.Count > 0)
                {
                    Page.Section(content, "treatment", "What was done", section => Treatment(section, result));
                }

                FindingCards.Write(content, result.Findings);
                CheckupTables.Write(content, result);
                Page.Section(content, "method", "How this was found out", Method);
            });
    }

    private static void Top(Markup page, CheckupResult result, string headline)
    {
        var badge = result.Verdict switch { Verdict.Healthy or Verdict.Cured => "good", Verdict.Improved => "warning", _ => "critical" };
        page.Leaf("p", "Relucent checkup", ("class", "eyebrow"))
            .Leaf("h1", headline)
            .Begin("p", ("class", "lead")).Leaf("span", CheckupWording.Word(result.Verdict), ("class", "badge " + badge)).Leaf("code", FileName(result))
            .Text(result.Seeds.Count > 1 ? $", {Wording.Count(result.Seeds.Count)} seeds; told of one of them." : ".").End();
    }

    private static void Numbers(Markup page, CheckupResult result)
    {
        page.Begin("dl", ("class", "numbers"));
        Number(page, "Untreated", CheckupWording.Score(result.Untreated.Score), result.Untreated.Diverged ? $"not finite after step {Wording.Count(result.Untreated.Steps)}" : "score at the end");
        if (result.Treated is { } treated)
        {
            Number(page, "Treated", CheckupWording.Score(treated.Score), "score at the end");
        }

        if (result.Clean is { } clean)
        {
            Number(page, "Clean recipe", CheckupWording.Score(clean.Score), "score at the end");
        }

        Number(page, "Worst layer", Wording.Percent(Dead(result.Untreated)), result.Treated is { } after ? $"dead; treated {Wording.Percent(Dead(after))}" : "dead");
        Number(page, "Experiments", Wording.Count(result.Probes.Count), $"{Wording.Count(result.Probes.Count(p => p.Restores))} restored health");
        Number(page, "Cost", result.Cost.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture), "times the training");
        page.End().Line();
    }

    private static void Number(Markup page, string name, string value, string about) =>
        page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();

    private static void Story(Markup page, CheckupResult result)
    {
        page.Begin("div", ("class", "card")).Begin("dl", ("class", "words"));
        foreach (var (question, answer) in CheckupWording.Story(result))
        {
            page.Leaf("dt", question).Leaf("dd", answer);
        }

        page.End().End().Line();
    }

    private static void Curves(Markup page, CheckupResult result)
    {
        (string Name, RunSummary? Run)[] runs = [("untreated", result.Untreated), ("treated", result.Treated), ("clean recipe", result.Clean)];
        Curve[] Of(Func<CurvePoint, double> number) =>
            [.. runs.Select((r, i) => (r, i)).Where(p => p.r.Run is not null).Select(p => new Curve(p.r.Name, [.. p.r.Run!.Curve.Select(c => ((double)c.Step, number(c)))], p.i))];
        (string Name, string About, Curve[] Curves, bool Logarithmic)[] charts =
        [
            ("Score", "Accuracy, or R² for regression; a point before the first update and one after every epoch.", Of(c => Math.Max(c.Score, -0.2)), false),
            ("Dead units", "The share of dead units in the layer that has most.", Of(c => c.Dead), false),
            ("Loss", "On a logarithmic scale.", Of(c => c.Loss), true),
        ];
        if (charts.Any(c => LineChart.CanDraw(c.Curves, c.Logarithmic)))
        {
            Page.Section(page, "curves", result.Treated is null ? "How it went" : "Before and after", section =>
            {
                section.Begin("div", ("class", "card pair charts"));
                foreach (var (name, about, curves, logarithmic) in charts)
                {
                    Curve[] shown = [.. curves.Where(c => LineChart.CanDraw([c], logarithmic))];
                    if (shown.Length > 0)
                    {
                        section.Begin("div").Leaf("h3", name).Leaf("p", about, ("class", "note")).Add(chart => LineChart.Draw(chart, name, "step", shown, logarithmic)).End();
                    }
                }

                section.End().Line();
            });
        }
    }

    private static void Experiments(Markup page, CheckupResult result)
    {
        page.Leaf("p", "Each is the same training with exactly one thing changed, from the same beginning and with the same data in the same order. What restores health with the smallest change is the cause.", ("class", "note"));
        foreach (var cause in result.Causes)
        {
            page.Begin("p").Leaf("strong", $"{Wording.Count(cause.Rank)}. {CheckupWording.Title(cause.Cause)}").Text(CauseCatalogue.Find(cause.Cause) is { } about ? " – " + about.Why : "").End();
        }

        NumberTable.Write(page, "Every experiment: the untreated run and the changed one after as many steps.", "Change", result.Probes, p => p.Change, s_columns);
    }

    private static readonly (string, Func<ProbeResult, string>)[] s_columns =
    [
        ("Restores health", p => p.Restores ? "yes" : "no"),
        ("Score before", p => CheckupWording.Score(p.Before.Score)),
        ("after", p => CheckupWording.Score(p.After.Score)),
        ("Dead before", p => Wording.Percent(p.Before.Dead)),
        ("after", p => Wording.Percent(p.After.Dead)),
        ("Loss before", p => Loss(p.Before)),
        ("after", p => Loss(p.After)),
        ("Steps", p => Wording.Count(p.Steps)),
        ("Tests", p => p.Cause),
    ];

    private static string Loss(Vitals vitals) => vitals.Diverged ? "not finite" : Wording.Number(vitals.Loss);

    private static void Treatment(Markup page, CheckupResult result)
    {
        page.Begin("div", ("class", "card")).Begin("ol");
        foreach (var step in result.Treatment)
        {
            page.Leaf("li", step.Do);
        }

        page.End();
        if (result.Difference.Count > 0)
        {
            page.Leaf("p", "What differs in the treated recipe (treated.json):").Begin("ul");
            foreach (var line in result.Difference)
            {
                page.Begin("li").Leaf("code", line).End();
            }

            page.End();
        }

        page.End().Line();
    }

    private static void Method(Markup page) => page.Leaf(
        "p",
        "The recipe was trained as it is and every unit watched. Findings name what is wrong by fixed thresholds; experiments decide why: a cause is a change whose removal restores health, not something that was seen beside the illness. The treated twin was trained with the same data in the same order. Cured means no critical finding left, better than the untreated twin, and at least 95 % of the clean recipe's score, or of the best experiment's where no clean recipe was given.",
        ("class", "note"));

    private static double Dead(RunSummary run) => run.Curve.Count > 0 ? run.Curve[^1].Dead : 0;

    private static string FileName(CheckupResult result) => result.Recipe.Split('/', '\\')[^1];
}
