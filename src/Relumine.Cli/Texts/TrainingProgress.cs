using System.Diagnostics;
using System.Globalization;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Runs.Training;
using Relumine.Doctor.Units;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Texts;

/// <summary>Tells on standard error how a run goes: a line for every epoch, and on a terminal one that changes within an epoch.</summary>
internal sealed class TrainingProgress : IDisposable
{
    /// <summary>Long runs get about so many lines.</summary>
    private const int MostLines = 50;

    /// <summary>The layers with the most dead units that a line names.</summary>
    private const int NamedLayers = 3;

    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(200);

    private readonly Session _session;
    private readonly TrainingRun _run;
    private readonly string _prefix;
    private readonly bool _animates;
    private readonly bool _endAlone;
    private readonly int _every;
    private long _drawn;
    private int _said;

    /// <summary>Begins to tell.</summary>
    /// <param name="session">Where to, and how much.</param>
    /// <param name="run">The run.</param>
    /// <param name="name">What stands before every line; empty for nothing.</param>
    /// <param name="endAlone">Whether only the last epoch gets a line: the run prepares for something else.</param>
    public TrainingProgress(Session session, TrainingRun run, string name, bool endAlone = false)
    {
        _endAlone = endAlone;
        (_session, _run, _prefix) = (session, run, name.Length == 0 ? "" : name + ": ");
        (_animates, _every) = (session.Terminal.Animates && !session.Quiet, Math.Max(1, run.Recipe.Epochs / MostLines));
        _said = run.Trainer.History.Count;
        _drawn = Stopwatch.GetTimestamp();
    }

    /// <summary>A step was done.</summary>
    public void Report(in StepResult step)
    {
        Epochs();
        if (_animates && Stopwatch.GetElapsedTime(_drawn) > s_every)
        {
            _drawn = Stopwatch.GetTimestamp();
            _session.Terminal.Drawing.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r\e[K{_prefix}epoch {step.Epoch}/{_run.Recipe.Epochs}, step {step.Number}/{_run.Trainer.TotalSteps}, loss {Wording.Number(step.Loss)}"));
        }
    }

    /// <summary>Says what epochs have ended.</summary>
    public void Epochs()
    {
        for (; _said < _run.Trainer.History.Count; _said++)
        {
            var record = _run.Trainer.History[_said];
            if ((!_endAlone && record.Epoch % _every == 0) || record.Epoch == _run.Recipe.Epochs)
            {
                Wipe();
                _session.Note(_prefix + Line(record));
            }
        }
    }

    /// <summary>Wipes the line that changes.</summary>
    public void Dispose() => Wipe();

    private void Wipe()
    {
        if (_animates)
        {
            _session.Terminal.Drawing.Write("\r\e[K");
        }
    }

    private string Line(EpochRecord record)
    {
        var labels = ScoreKinds.Of(_run.Recipe.Loss, _run.Data.Training).IsAccuracy();
        var (dead, units) = TrainingWording.Dead(record);
        var validation = record.ValidationScore is { } score ? $" (validation {TrainingWording.Score(labels, score)})" : "";
        var health = units == 0 ? "" : $", dead {Wording.Count(dead)} of {Wording.Count(units)}";
        var nearly = record.Layers.Sum(l => l.NearlyDead);
        var worst = record
            .Layers.Where(l => l.Dead > 0)
            .OrderByDescending(l => l.Dead)
            .Take(NamedLayers)
            .Select(l => $"{l.Name} {Wording.Count(l.Dead!.Value)}")
            .ToArray();
        var epochs = _run.Recipe.Epochs.ToString(CultureInfo.InvariantCulture);
        return $"epoch {record.Epoch.ToString(CultureInfo.InvariantCulture).PadLeft(epochs.Length)}/{epochs}: loss {Wording.Number(record.Loss)}, "
            + $"{(labels ? "accuracy" : "R²")} "
            + $"{TrainingWording.Score(labels, record.Score)}{validation}{health}{(nearly > 0 ? $", nearly dead {Wording.Count(nearly)}" : "")}"
            + (worst.Length > 0 ? $" ({string.Join(", ", worst)})" : "") + (record.Epoch > 0 ? $", {TrainingWording.Time(record.Seconds)}" : "");
    }
}
