using System.Globalization;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Doctor.Runs.Training;

/// <summary>Training runs as people talk about them.</summary>
internal static class TrainingWording
{
    /// <summary><c>accuracy</c>, <c>accuracy per label</c> or <c>R²</c>.</summary>
    public static string ScoreName(TrainingResult run) => run.LabelsAtOnce > 1 ? "accuracy per label" : run.ScoreIsAccuracy ? "accuracy" : "R²";

    /// <summary>A score, for example <c>98.6 %</c> or <c>0.87</c>.</summary>
    public static string Score(bool isAccuracy, double? score) =>
        score is not { } s || !double.IsFinite(s) ? "unknown"
        : isAccuracy ? Wording.Percent(s)
        : s is > 0.9999 and < 1 ? "over 0.9999"
        : s.ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A time, for example <c>0.8 s</c> or <c>2 min 5 s</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 0.001 => "under 1 ms",
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:0} s"),
    };

    /// <summary>The units of all layers that can die, and how many of them are dead.</summary>
    public static (int Dead, int Units) Dead(EpochRecord? record)
    {
        var mortal = record?.Layers.Where(l => l.Dead is not null).ToArray() ?? [];
        return (mortal.Sum(l => l.Dead!.Value), mortal.Sum(l => l.Units));
    }

    /// <summary>How a run went, and in one sentence why.</summary>
    public static (Severity? Worst, string Sentence) Verdict(TrainingResult run, Thresholds? thresholds = null)
    {
        var score = $"{(run.Last?.ValidationScore is null ? "" : "validation ")}{ScoreName(run)} {Score(run.ScoreIsAccuracy, run.Score)}";
        if (run.Divergence is { } divergence)
        {
            return (Severity.Critical, $"Stopped at step {Wording.Count(divergence.Step)}: the loss was no longer finite.");
        }

        if (run.Last?.Layers.FirstOrDefault(l => l.Units > 0 && l.Dead == l.Units) is { } collapsed)
        {
            return (Severity.Critical, $"Every unit of {collapsed.Name} is dead: {score}.");
        }

        var after = $"{char.ToUpperInvariant(score[0])}{score[1..]} after {(run.Last is { } last ? Wording.Count(last.Epoch, "epoch") : "no epoch")}"
            + $"{(run.StoppedEarly ? $", where it was stopped: epoch {Wording.Count(run.BestEpoch ?? 0)} was the best" : "")}";
        if (run.Last?.Layers.Where(l => l.Dead >= (thresholds ?? Thresholds.Default).Layers.DeadWarning * l.Units).ToArray() is [var worst, ..])
        {
            return (Severity.Warning, $"{after}; {Wording.Count(worst.Dead!.Value)} of {Wording.Count(worst.Units)} units of {worst.Name} are dead.");
        }

        return (run.Complete ? null : Severity.Info, run.Complete ? after + "." : $"Cancelled: {char.ToLowerInvariant(after[0])}{after[1..]}.");
    }
}
