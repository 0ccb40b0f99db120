using Relumine.Cli.Output;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Cli.Texts;

/// <summary>Training runs as text.</summary>
internal static class TrainingText
{
    /// <summary>One run: the verdict, and a row for each layer.</summary>
    public static void Write(TrainingResult run, Terminal terminal)
    {
        terminal.Out.WriteLine(TrainingWording.Verdict(run).Sentence);
        if (run.Divergence is { } divergence)
        {
            terminal.Out.WriteLine($"Reason: {divergence}.");
        }

        Findings(run, terminal);
        if (run.Last is { ExactMatch: { } exact } && run.LabelsAtOnce > 1)
        {
            terminal.Out.WriteLine(
                $"All {Wording.Count(run.LabelsAtOnce.Value)} labels right: {Wording.Percent(run.Last.ValidationExactMatch ?? exact)} of the samples."
            );
        }

        if (run.Last is not { Layers.Count: > 0 } last)
        {
            return;
        }

        terminal.Out.WriteLine(last.Epoch == 0 ? "Layers before the first update:" : $"Layers after epoch {last.Epoch}:");
        var table = new ResultTable(
            new("layer", 0, Right: false),
            new("activation", 6, Right: false),
            new("units", 1),
            new("dead", 0),
            new("born dead", 2),
            new("killed", 2),
            new("nearly dead", 3),
            new("always on", 4),
            new("sparsity", 5),
            new("std z", 7),
            new("gradient gain", 8)
        );
        foreach (var l in last.Layers)
        {
            table.Add(
                l.Name,
                l.Activation,
                Wording.Count(l.Units),
                Count(l.Dead),
                Count(l.BornDead),
                Count(l.Killed),
                Wording.Count(l.NearlyDead),
                Wording.Count(l.AlwaysOn),
                Wording.Percent(l.Sparsity),
                Wording.Number(l.StdPreActivation),
                double.IsNaN(l.GradientGain) ? "–" : Wording.Number(l.GradientGain)
            );
        }

        table.Write(terminal);
        if (run.Deaths is [var first, ..])
        {
            terminal.Out.WriteLine(FormattableString.Invariant($"First death: {first}."));
        }
    }

    // So many are told; the report has all.
    private const int Told = 6;

    private static void Findings(TrainingResult run, Terminal terminal)
    {
        foreach (var finding in run.Findings.Take(Told))
        {
            var word = finding.Severity switch
            {
                Severity.Critical => "Critical",
                Severity.Warning => "Warning",
                _ => "Note",
            };
            Paragraph.Write(terminal, word + ": ", $"{finding.Message} ({finding.Id})");
        }

        if (run.Findings.Count > Told)
        {
            terminal.Out.WriteLine($"… and {Wording.Count(run.Findings.Count - Told, "finding")} more in the report.");
        }
    }

    /// <summary>Several runs: a row for each.</summary>
    public static void Write(IReadOnlyList<TrainingResult> runs, Terminal terminal)
    {
        var table = new ResultTable(
            new("run", 0, Right: false),
            new("score", 0),
            new("loss", 1),
            new("loss at step 0", 5),
            new("epochs", 4),
            new("dead", 2),
            new("born dead", 3),
            new("sparsity", 6),
            new("std z, first to last", 7, Right: false),
            new("time", 8),
            new("how it ended", 1, Right: false)
        );
        foreach (var run in runs)
        {
            var last = run.Last;
            var (worst, _) = TrainingWording.Verdict(run);
            table.Add(
                run.Name,
                TrainingWording.Score(run.ScoreIsAccuracy, run.Score),
                Wording.Number(last?.Loss ?? double.NaN),
                Wording.Number(run.History.Count > 0 ? run.History[0].Loss : double.NaN),
                Wording.Count(last?.Epoch ?? 0),
                Wording.Count(TrainingWording.Dead(last).Dead),
                Wording.Count(last?.Layers.Sum(l => l.BornDead ?? 0) ?? 0),
                Sparsity(last),
                Signal(last),
                TrainingWording.Time(run.Seconds),
                worst switch
                {
                    Severity.Critical => run.Divergence is null ? "collapsed" : "diverged",
                    Severity.Warning => "many dead",
                    Severity.Info => "cancelled",
                    _ => "finished",
                }
            );
        }

        table.Write(terminal);
    }

    private static string Count(int? count) => count is { } c ? Wording.Count(c) : "–";

    private static string Sparsity(EpochRecord? record) =>
        record is { Layers.Count: > 0 } ? Wording.Percent(record.Layers.Sum(l => l.Sparsity * l.Units) / record.Layers.Sum(l => l.Units)) : "–";

    private static string Signal(EpochRecord? record) =>
        record is { Layers: [var first, .., var last] } ? $"{Wording.Number(first.StdPreActivation)} to {Wording.Number(last.StdPreActivation)}" : "–";
}
