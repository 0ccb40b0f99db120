using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>
/// A training run as one self-contained HTML file: how it ended, its curves, which units died when, how signals and gradients
/// pass through the layers, and all numbers. Readable without script, dark and light, on paper and by a screen reader.
/// </summary>
public static class TrainingPage
{
    /// <summary>More rows than anybody reads.</summary>
    private const int MostCertificates = 200;

    /// <summary>More pictures than anybody looks at.</summary>
    private const int MostDeathMaps = 12;

    /// <summary>Writes the page.</summary>
    /// <param name="run">The run, finished or not; at least step 0 must have been examined.</param>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(TrainingResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var (worst, sentence) = TrainingWording.Verdict(run);
        if (run.Findings.Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max() is var gravest and > Severity.Info && !(worst >= gravest))
        {
            worst = gravest;
        }

        return Page.Write(
            $"{sentence.TrimEnd('.')} – {run.Name}",
            top => Top(top, run, worst, sentence),
            content =>
            {
                Numbers(content, run);
                if (run.Findings.Count > 0)
                {
                    FindingCards.Write(content, run.Findings);
                }

                Curves(content, run);
                TrainingAnswers.Write(content, run);
                TrainingRegions.Write(content, run);
                if (run.History.Count > 0 && run.History[0].Layers.Count > 0)
                {
                    Deaths(content, run);
                    Certificates(content, run);
                    Signals(content, run);
                }

                var dead = run.Last is { Layers: [{ DeadUnits: { } units }, ..] } ? UnitRanges.Read(units) : null;
                PortraitSections.Write(content, run.Before, run.After, run.Firing, dead);

                Updates(content, run);
                TrainingTables.Write(content, run);
            });
    }

    private static void Top(Markup page, TrainingResult run, Severity? worst, string sentence)
    {
        var (badge, word) = worst switch
        {
            Severity.Critical => ("critical", "Critical"),
            Severity.Warning => ("warning", "Needs a look"),
            Severity.Info => ("info", "Not finished"),
            _ => ("good", "Finished"),
        };
        page.Leaf("p", "Relumine training", ("class", "eyebrow"))
            .Leaf("h1", sentence)
            .Begin("p", ("class", "lead"))
            .Leaf("span", word, ("class", "badge " + badge))
            .Leaf("code", run.Name)
            .Text(
                $", {Wording.Count(run.Parameters, "parameter")}, {run.Loss}, {run.Optimizer}; "
                    + $"learned from {Wording.Count(run.Data.Samples, "sample")} of {run.Data.Name}"
                    + (run.Data.Validation > 0 ? $", checked on {Wording.Count(run.Data.Validation)}" : "")
                    + (run.Data.Standardized ? ", standardised" : "")
                    + "."
            )
            .End();
        if (run.Divergence is { } divergence)
        {
            page.Leaf("p", $"Reason: {divergence}. The saved network is the best that was known before.", ("class", "lead"));
        }
    }

    private static void Numbers(Markup page, TrainingResult run)
    {
        page.Begin("dl", ("class", "numbers"));
        var (dead, units) = TrainingWording.Dead(run.Last);
        var name = run.ScoreIsAccuracy ? "Accuracy" : "R²";
        Number(page, name, TrainingWording.Score(run.ScoreIsAccuracy, run.Last?.Score), "on training data");
        if (run.Last?.ValidationScore is { } validation)
        {
            Number(page, name, TrainingWording.Score(run.ScoreIsAccuracy, validation), "on validation data");
        }

        Number(
            page,
            "Loss",
            Wording.Number(run.Last?.Loss ?? double.NaN),
            run.Last is { Epoch: > 0 } last ? $"mean of epoch {Wording.Count(last.Epoch)}" : "before the first update"
        );
        Number(page, "Dead", Wording.Count(dead), units == 0 ? "no unit can die" : $"of {Wording.Count(units, "unit")}");
        Number(page, "Steps", Wording.Count(run.Steps), $"of {Wording.Count(run.TotalSteps)}");
        Number(page, "Time", TrainingWording.Time(run.Seconds), "of steps");
        page.End().Line();
    }

    private static void Number(Markup page, string name, string value, string about) =>
        page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();

    private static void Curves(Markup page, TrainingResult run)
    {
        Curve[] loss = [.. Pair(run, r => r.Loss, r => r.ValidationLoss)];
        Curve[] score = [.. Pair(run, r => TrainingCurves.Score(run, r.Score), r => TrainingCurves.Score(run, r.ValidationScore))];
        if (LineChart.CanDraw(loss, logarithmic: true) || LineChart.CanDraw(score, logarithmic: false))
        {
            Page.Section(page, "curves", "Loss and score", section =>
            {
                section.Begin("div", ("class", "card pair charts"));
                Chart(section, "Loss", "The mean over the batches of an epoch, each before its update; on a logarithmic scale.", loss, true);
                Chart(section, run.ScoreIsAccuracy ? "Accuracy, %" : "R²", "On the examined samples, after each epoch.", score, false);
                section.End().Line();
            });
        }
    }

    private static IEnumerable<Curve> Pair(TrainingResult run, Func<EpochRecord, double?> training, Func<EpochRecord, double?> validation)
    {
        yield return TrainingCurves.OverEpochs("training", run, training, 0);
        if (run.Data.Validation > 0)
        {
            yield return TrainingCurves.OverEpochs("validation", run, validation, 1);
        }
    }

    private static void Deaths(Markup page, TrainingResult run) =>
        Page.Section(
            page,
            "deaths",
            "Dead units over time",
            section =>
            {
                section.Leaf(
                    "p",
                    "A column for each examination, the first before any update. Born dead points to the initialisation or the data; "
                        + "killed points to the rate.",
                    ("class", "note")
                );
                var mortal = Enumerable.Range(0, run.History[0].Layers.Count).Where(i => run.History[0].Layers[i].Dead is not null).ToArray();
                if (mortal.Length == 0)
                {
                    section.Leaf("p", "No activation of this network has a flat side, so no unit can die.");
                    return;
                }

                section.Begin("div", ("class", "card")).Begin("ul", ("class", "bars"));
                foreach (var index in mortal)
                {
                    LayerRecord[] records = [.. run.History.Select(r => r.Layers[index])];
                    var last = records[^1];
                    section
                        .Begin("li")
                        .Leaf("span", last.Name, ("class", "name"), ("title", last.Name))
                        .Add(strip => DeathStrip.Draw(strip, last.Name, records))
                        .Leaf(
                            "span",
                            $"{Wording.Count(last.BornDead ?? 0)} born, {Wording.Count(last.Killed ?? 0)} killed of {Wording.Count(last.Units)}",
                            ("class", "count")
                        )
                        .End()
                        .Line();
                }

                section.End().Add(legend => Legend.Draw(legend, DeathStrip.Fillings)).End().Line();
                WhoDiedWhen(section, run, mortal);
            });

    private static void WhoDiedWhen(Markup section, TrainingResult run, int[] mortal)
    {
        var drawn = mortal.Select(i => run.History.Select(r => r.Layers[i]).ToArray()).Where(DeathMap.CanDraw).Take(MostDeathMaps).ToArray();
        if (drawn.Length == 0)
        {
            return;
        }

        section
            .Begin("div", ("class", "card"))
            .Leaf("h3", "Who died when")
            .Leaf(
                "p",
                "A row for each unit that was ever dead, a column for each examination. A wall at the left was born dead; a step is many units killed at once; "
                    + "a row that ends is a unit that came back.",
                ("class", "note")
            );
        foreach (var records in drawn)
        {
            section.Leaf("h4", records[0].Name, ("class", "after")).Add(map => DeathMap.Draw(map, records));
        }

        section.End().Line();
    }

    private static void Certificates(Markup page, TrainingResult run)
    {
        if (run.Deaths.Count > 0)
        {
            Page.Section(
                page,
                "certificates",
                "How units died",
                section =>
                    NumberTable.Write(
                        section,
                        "The update after which a unit no longer fired on any examined sample; z is its largest pre-activation there. "
                            + "A sample is named if its gradient alone made more than half of the unit's."
                            + (run.Deaths.All(d => d.Exact) ? "" : " Where the replay did not see the death, the step is the one in which the unit fired last.")
                            + (
                                run.Deaths.Count > MostCertificates
                                    ? $" The first {Wording.Count(MostCertificates)} of {Wording.Count(run.Deaths.Count)}; the JSON has them all."
                                    : ""
                            ),
                        "Unit",
                        [.. run.Deaths.Take(MostCertificates)],
                        d => $"{d.Layer} unit {Wording.Count(d.Unit)}",
                        [
                            ("Step", d => (d.Exact ? "" : "after ") + Wording.Count(d.Step)),
                            ("Epoch", d => Wording.Count(d.Epoch)),
                            ("Batch", d => Wording.Count(d.Batch)),
                            ("Rate", d => Wording.Number(d.LearningRate)),
                            ("z before", d => double.IsNaN(d.LargestBefore) ? "–" : Wording.Number(d.LargestBefore)),
                            ("z after", d => Wording.Number(d.LargestAfter)),
                            ("Update ratio", d => double.IsNaN(d.UpdateRatio) ? "–" : Wording.Number(d.UpdateRatio)),
                            (
                                "By",
                                d =>
                                    !d.Exact ? "–"
                                    : d.ByItsOwnUpdate ? "its own weights"
                                    : "layers in front"
                            ),
                            (
                                "Sample",
                                d => d.DominantSample is { } sample ? $"{Wording.Count(sample)} ({Wording.Percent(d.DominantShare ?? double.NaN)})" : "–"
                            ),
                        ]
                    )
            );
        }
    }

    private static void Signals(Markup page, TrainingResult run)
    {
        var (first, last) = (run.History[0], run.History[^1]);
        Curve[] Both(Func<LayerRecord, double> number) => run.History.Count == 1
            ? [TrainingCurves.OverLayers("before the first update", first, number, 0)]
            : [TrainingCurves.OverLayers("before the first update", first, number, 0), TrainingCurves.OverLayers("at the end", last, number, 1)];
        (string Name, string About, Curve[] Curves, bool Gain)[] charts =
        [
            ("Size of the signal", "The standard deviation of the pre-activations of each layer.", Both(l => l.StdPreActivation), false),
            (
                "Forward gain",
                "That of a layer divided by that of the layer before. Around 1 is healthy; the band is 0.7 to 1.4.",
                Both(l => l.ForwardGain),
                true
            ),
            ("Size of the gradient", "The root mean square of the loss's gradient at the pre-activations of each layer.", Both(l => l.GradientRms), false),
            (
                "Gradient gain",
                "That of a layer divided by that of the layer behind. Below 1 the gradient vanishes on its way to the input.",
                Both(l => l.GradientGain),
                true
            ),
        ];
        if (charts.Any(c => LineChart.CanDraw(c.Curves, logarithmic: true)))
        {
            Page.Section(page, "signals", "Signals and gradients through the layers", section =>
            {
                section.Begin("div", ("class", "card pair charts"));
                foreach (var (name, about, curves, gain) in charts)
                {
                    Chart(section, name, about, curves, true, gain ? (0.7, 1.4) : null, "layer");
                }

                section.End().Line();
            });
        }
    }

    private static void Updates(Markup page, TrainingResult run)
    {
        Curve[] curves =
        [
            TrainingCurves.OverEpochs("largest of all parameters", run, TrainingCurves.LargestUpdate, 0),
            TrainingCurves.OverEpochs("median", run, TrainingCurves.MedianUpdate, 1),
        ];
        if (LineChart.CanDraw(curves, logarithmic: true))
        {
            Page.Section(
                page,
                "updates",
                "Size of the updates",
                section =>
                {
                    section.Begin("div", ("class", "card pair charts"));
                    Chart(
                        section,
                        "Update ratio",
                        "‖Δw‖ ÷ ‖w‖ of a step, measured once an epoch. Usual is 0.001 to 0.1; above that the rate may be too high.",
                        curves,
                        true,
                        (0.001, 0.1)
                    );
                    section.End().Line();
                }
            );
        }
    }

    private static void Chart(Markup page, string name, string about, Curve[] curves, bool logarithmic, (double, double)? band = null, string xName = "epoch")
    {
        if (LineChart.CanDraw(curves, logarithmic))
        {
            Curve[] shown = [.. curves.Where(c => LineChart.CanDraw([c], logarithmic))];
            page.Begin("div").Leaf("h3", name).Leaf("p", about, ("class", "note"))
                .Add(chart => LineChart.Draw(chart, name, xName, shown, logarithmic, band)).End();
        }
    }
}
