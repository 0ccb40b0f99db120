using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>Several training runs side by side, as one self-contained HTML file: one table, and the curves that tell them apart.</summary>
public static class ComparePage
{
    /// <summary>Writes the page.</summary>
    /// <param name="runs">The runs, at least one, in the order in which they are numbered.</param>
    /// <param name="notes">What to say in front of them; null for nothing.</param>
    /// <returns>HTML that is well-formed XML too.</returns>
    public static string Write(IReadOnlyList<TrainingResult> runs, RunNotes? notes = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var sentence = Sentence(runs);
        return Page.Write(
            $"{sentence.TrimEnd('.')} – {Wording.Count(runs.Count, "run")}",
            top =>
                top.Leaf("p", "Relumine comparison", ("class", "eyebrow"))
                    .Leaf("h1", sentence)
                    .Leaf(
                        "p",
                        $"{Wording.Count(runs.Count, "run")}: {string.Join(", ", runs.Select((r, i) => $"{Wording.Count(i + 1)}\u00A0{r.Name}"))}.",
                        ("class", "lead")
                    ),
            content =>
            {
                notes?.Write(content, [.. runs.Select(r => r.Name)]);
                Page.Section(
                    content,
                    "table",
                    "Side by side",
                    section =>
                        NumberTable.Write(
                            section,
                            "The runs. Scores are those of the validation data where there are some.",
                            "Run",
                            runs.Select((run, index) => (Index: index, Run: run)),
                            r => $"{Wording.Count(r.Index + 1)} {r.Run.Name}",
                            s_columns
                        )
                );
                if (runs.Count <= Curve.Styles)
                {
                    LineChart.Legend(content, runs.Select((r, i) => (r.Name, i)));
                }

                OverEpochs(content, runs);
                OverLayers(content, runs);
            });
    }

    private static readonly (string, Func<(int Index, TrainingResult Run), string>)[] s_columns =
    [
        (
            "How it ended",
            r =>
                TrainingWording.Verdict(r.Run).Worst switch
                {
                    Severity.Critical => r.Run.Divergence is null ? "collapsed" : "diverged",
                    Severity.Warning => "many dead",
                    Severity.Info => "cancelled",
                    _ => "finished",
                }
        ),
        ("Score", r => TrainingWording.Score(r.Run.ScoreIsAccuracy, r.Run.Score)),
        ("Loss at step 0", r => Wording.Number(r.Run.History.Count > 0 ? r.Run.History[0].Loss : double.NaN)),
        ("Loss", r => Wording.Number(r.Run.Last?.Loss ?? double.NaN)),
        ("Epochs", r => Wording.Count(r.Run.Last?.Epoch ?? 0)),
        ("Dead", r => Wording.Count(TrainingWording.Dead(r.Run.Last).Dead)),
        ("Born dead", r => Wording.Count(r.Run.Last?.Layers.Sum(l => l.BornDead ?? 0) ?? 0)),
        (
            "Sparsity",
            r => r.Run.Last is { Layers.Count: > 0 } last ? Wording.Percent(last.Layers.Sum(l => l.Sparsity * l.Units) / last.Layers.Sum(l => l.Units)) : "–"
        ),
        ("Parameters", r => Wording.Count(r.Run.Parameters)),
        ("Time", r => TrainingWording.Time(r.Run.Seconds)),
    ];

    private static string Sentence(IReadOnlyList<TrainingResult> runs)
    {
        var known = runs.Where(r => double.IsFinite(r.Score) && r.Divergence is null).ToArray();
        if (known.Length == 0)
        {
            return "No run has a score.";
        }

        var (best, worst) = (known.MaxBy(r => r.Score)!, known.MinBy(r => r.Score)!);
        return known.Length == 1 || best.Score == worst.Score
            ? $"{best.Name}: {TrainingWording.ScoreName(best)} {TrainingWording.Score(best.ScoreIsAccuracy, best.Score)}."
            : $"{best.Name} is best: {TrainingWording.ScoreName(best)} {TrainingWording.Score(best.ScoreIsAccuracy, best.Score)}, {worst.Name} "
                + $"{TrainingWording.Score(worst.ScoreIsAccuracy, worst.Score)}.";
    }

    private static void OverEpochs(Markup page, IReadOnlyList<TrainingResult> runs)
    {
        Curve[] Of(Func<EpochRecord, double?> number) => [.. runs.Select((r, i) => TrainingCurves.OverEpochs(r.Name, r, number, i))];
        Section(page, "epochs", "Over the epochs", "epoch",
            ("Loss", "On a logarithmic scale.", Of(r => r.Loss), true, null),
            (
                runs.All(r => r.ScoreIsAccuracy) ? "Accuracy, %" : runs.Any(r => r.ScoreIsAccuracy) ? "Accuracy, %, or R²" : "R²",
                "On the validation data where there are some.",
                [.. runs.Select((r, i) => TrainingCurves.OverEpochs(r.Name, r, e => TrainingCurves.Score(r, e.ValidationScore ?? e.Score), i))],
                false,
                null
            ),
            ("Dead units, %", "Of the units that can die.", Of(TrainingCurves.DeadShare), false, null),
            ("Largest update ratio", "‖Δw‖ ÷ ‖w‖ of a step. Usual is 0.001 to 0.1.", Of(TrainingCurves.LargestUpdate), true, (0.001, 0.1)));
    }

    private static void OverLayers(Markup page, IReadOnlyList<TrainingResult> runs)
    {
        Curve[] At(Func<TrainingResult, EpochRecord> moment, Func<LayerRecord, double> number) =>
            [.. runs.Select((r, i) => (r, i)).Where(p => p.r.History.Count > 0).Select(p => TrainingCurves.OverLayers(p.r.Name, moment(p.r), number, p.i))];
        Section(
            page,
            "layers",
            "Through the layers",
            "layer",
            (
                "Size of the signal, before the first update",
                "Standard deviation of the pre-activations. Level is healthy.",
                At(r => r.History[0], l => l.StdPreActivation),
                true,
                null
            ),
            ("Size of the signal, at the end", "", At(r => r.History[^1], l => l.StdPreActivation), true, null),
            ("Mean of the signal, at the end", "Mean of the pre-activations.", At(r => r.History[^1], l => l.MeanPreActivation), false, null),
            (
                "Size of the gradient, before the first update",
                "Root mean square of the loss's gradient at the pre-activations. A fall towards the first layer is a vanishing gradient.",
                At(r => r.History[0], l => l.GradientRms),
                true,
                null
            ),
            ("Sparsity, at the end, %", "The share of values that do not fire.", At(r => r.History[^1], l => 100 * l.Sparsity), false, null)
        );
    }

    private static void Section(
        Markup page,
        string id,
        string heading,
        string xName,
        params (string Name, string About, Curve[] Curves, bool Logarithmic, (double, double)? Band)[] charts
    )
    {
        var drawn = charts.Where(c => LineChart.CanDraw(c.Curves, c.Logarithmic)).ToArray();
        if (drawn.Length == 0)
        {
            return;
        }

        Page.Section(page, id, heading, section =>
        {
            var many = drawn.Any(c => c.Curves.Length > Curve.Styles);
            section.Begin("div", ("class", many ? "card" : "card pair charts"));
            foreach (var (name, about, curves, logarithmic, band) in drawn)
            {
                Curve[] shown = [.. curves.Where(c => LineChart.CanDraw([c], logarithmic))];
                section.Begin("div").Leaf("h3", name).Leaf("p", about, ("class", "note"));
                if (many)
                {
                    SmallMultiples.Draw(section, name, xName, shown, logarithmic);
                }
                else
                {
                    LineChart.Draw(section, name, xName, shown, logarithmic, band, legend: false);
                }

                section.End();
            }

            section.End().Line();
        });
    }
}
