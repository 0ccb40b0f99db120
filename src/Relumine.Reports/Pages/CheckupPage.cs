using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

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
                Page.Section(content, "story", "The story", section => Story(section, result));
                CheckupCurves.Write(content, result);
                Numbers(content, result);
                CheckupUnits.Write(content, result);
                if (result.Experiments.Count > 0)
                {
                    Page.Section(content, "why", "Why: the experiments", section => Experiments(section, result));
                }

                FindingCards.Write(content, result.Findings);
                if (result.Treatment.Count > 0)
                {
                    Page.Section(content, "treatment", "What was done", section => Treatment(section, result));
                }

                CheckupTables.Write(content, result);
                Page.Section(content, "method", "How this was found out", Method);
            });
    }

    private static void Top(Markup page, CheckupResult result, string headline)
    {
        var badge = result.Verdict switch
        {
            Verdict.Healthy or Verdict.Cured => "good",
            Verdict.Improved or Verdict.NoIllnessFound => "warning",
            _ => "critical",
        };
        page.Leaf("p", "Relumine checkup", ("class", "eyebrow"))
            .Leaf("h1", headline)
            .Begin("p", ("class", "lead")).Leaf("span", CheckupWording.Word(result.Verdict), ("class", "badge " + badge)).Leaf("code", FileName(result))
            .Text(result.Seeds.Count > 1 ? $", {Wording.Count(result.Seeds.Count)} seeds; the story is that of one of them." : "").End()
            .Leaf("p", CheckupWording.Yardstick(result), ("class", "note"));
    }

    private static void Numbers(Markup page, CheckupResult result)
    {
        page.Begin("dl", ("class", "numbers"));
        var name = CheckupWording.ScoreName(result) + (result.JudgedBy == JudgedBy.Validation ? " on data kept aside" : " at the end");
        Number(
            page,
            "Untreated",
            CheckupWording.Score(result, result.Untreated.Score),
            result.Untreated.Diverged ? $"not finite after step {Wording.Count(result.Untreated.Steps)}" : name + Beside(result, result.Untreated)
        );
        if (result.Treated is { } treated)
        {
            Number(page, "Treated", CheckupWording.Score(result, treated.Score), name + Beside(result, treated));
        }

        if (result.Clean is { } clean)
        {
            Number(page, "Clean recipe", CheckupWording.Score(result, clean.Score), name);
        }

        Number(
            page,
            "Dead in the worst layer",
            Wording.Percent(Dead(result.Untreated)),
            result.Treated is { } after ? $"of its units; treated {Wording.Percent(Dead(after))}" : "of its units"
        );
        Number(
            page,
            "Experiments",
            Wording.Count(result.Experiments.Count),
            $"of which {Wording.Count(result.Experiments.Count(p => p.Restores))} restored health"
        );
        Number(page, "Cost", result.Cost.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + " ×", "the training as it was");
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

    private static void Experiments(Markup page, CheckupResult result)
    {
        page.Leaf(
            "p",
            "Each is the same training with exactly one thing changed, from the same beginning and with the same data in the same order. "
                + "What restores health with the smallest change is the cause.",
            ("class", "note")
        );
        foreach (var cause in result.Causes)
        {
            page.Begin("p")
                .Leaf("strong", $"{Wording.Count(cause.Rank)}. {CheckupWording.Title(cause.Cause)}")
                .Text(CauseCatalogue.Find(cause.Cause) is { } about ? " – " + about.Why : "")
                .End();
        }

        (string, Func<ExperimentResult, string>)[] columns =
        [
            ("Restores health", p => p.Restores ? "yes" : "no"),
            (char.ToUpperInvariant(CheckupWording.ScoreName(result)[0]) + CheckupWording.ScoreName(result)[1..], p => CheckupWording.ScoreChange(result, p)),
            ("Dead, worst layer", CheckupWording.DeadChange),
            ("Loss", CheckupWording.LossChange),
            ("Steps", p => Wording.Count(p.Steps)),
            ("Tests whether", p => CheckupWording.Title(p.Cause)),
        ];
        NumberTable.Write(
            page,
            "Every experiment: the untreated run → the changed one, after as many steps.",
            "Change",
            result.Experiments.OrderByDescending(p => p.Restores),
            p => p.Change,
            columns
        );
    }

    private static void Treatment(Markup page, CheckupResult result)
    {
        page.Begin("div", ("class", "card")).Begin("ol");
        foreach (var step in result.Treatment)
        {
            page.Leaf("li", char.ToUpperInvariant(step.Do[0]) + step.Do[1..] + ".");
        }

        page.End();
        if (result.Difference.Count > 0)
        {
            page.Leaf("h3", "What differs in the treated recipe").Begin("ul", ("class", "changes"));
            foreach (var line in result.Difference)
            {
                page.Begin("li").Leaf("code", line).End();
            }

            page.End().Begin("p", ("class", "note")).Text("It lies beside this page; ").Leaf("code", "relumine train treated.json").Text(" trains it.").End();
        }

        page.End().Line();
    }

    private static void Method(Markup page) =>
        page.Leaf(
            "p",
            "The recipe was trained as it is and every unit watched. Findings name what is wrong by fixed thresholds; experiments decide why: "
                + "a cause is a change whose removal restores health, not something that was seen beside the illness. "
                + "The treated twin was trained with the same data in the same order. Cured means no critical finding left, better than the untreated twin, "
                + "and at least 95 % of the clean recipe's score; where no clean recipe was given, of the best experiment's, and learned well by itself.",
            ("class", "note")
        );

    private static string Beside(CheckupResult result, RunSummary run) =>
        run is { Validation: not null, Training: { } seen } ? $"; on the training data {CheckupWording.Score(result, seen.Score)}" : "";

    private static double Dead(RunSummary run) => run.Curve.Count > 0 ? run.Curve[^1].Dead : 0;

    private static string FileName(CheckupResult result) => result.Recipe.Split('/', '\\')[^1];
}
