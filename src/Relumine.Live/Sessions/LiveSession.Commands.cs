using System.Text.Json;
using Relumine.Doctor.Causes;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Kernels;
using Relumine.Live.Events;
using Relumine.Live.Planes;
using Relumine.Live.Play;
using Relumine.Recipes;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Live.Sessions;

/// <content>What pages ask for, and what they are told when they come.</content>
internal sealed partial class LiveSession
{
    private const double MostPace = 10_000;
    private const int MostTogether = 100;

    // A curve of more points looks the same.
    private const int MostOfHistory = 1000;

    private WatchedRun? _twin;
    private TrainingState? _beforeHands;
    private Recipe? _before;
    private long _twinSince;
    private bool _twinTold;

    private void Serve(CancellationToken stop)
    {
        for (var i = 0; i < MostTogether && _commands.TryDequeue(out var command); i++)
        {
            try
            {
                Obey(command, stop);
            }
            catch (RelumineException e)
            {
                Complain(e);
            }
        }

        while (_snapshots.TryDequeue(out var wanted))
        {
            _pictures.Hurry();
            wanted.TrySetResult((JsonText.Object(WriteAll), Log.Last));
            if (_paused || _over || !_seen)
            {
                Publish(force: true);
            }

            if (_findings.Length == 0 && _watched.Trainer.Step == 0 && !_isGone)
            {
                Findings();
            }
        }
    }

    private void Obey(LiveCommand command, CancellationToken stop)
    {
        var trainer = _watched.Trainer;
        switch (command)
        {
            case { Do: "pause" }:
                (_paused, _allowed) = (true, 0);
                Publish(force: true);
                break;
            case { Do: "run" }:
                (_paused, _seen) = (false, true);
                break;
            case { Do: "step" }:
                (_paused, _seen, _allowed) = (true, true, (long)Math.Clamp(command.Number ?? 1, 1, 1_000_000));
                break;
            case { Do: "pace" }:
                _pace = command.Number is > 0 and var pace ? Math.Min(pace, MostPace) : null;
                break;
            case { Do: "unit", Layer: { } layer, Unit: { } unit } when HasUnit(layer, unit) && !_isGone:
                Tell("unit", json => UnitMessage.Write(json, _watched, layer, unit, command.Number == 1, stop));
                break;
            case var _ when !_options.HandsOn || trainer.Divergence is not null && command.Do is not ("restart" or "repeat" or "recipe" or "normalize"):
                Tell("note", json => json.WriteString("text", _options.HandsOn
                    ? "The loss is no finite number any more: restart the run, or start another."
                    : "This run can be paused but not changed. To lay hands on it, use relumine live."));
                break;
            case { Do: "rate", Number: >= 0 and <= 1e6 and var rate }:
                Intervene(new RateIntervention(trainer.Step, rate));
                break;
            case { Do: "revive" } when command.Layer is not { } l || HasUnit(l, command.Unit ?? 0):
                Intervene(new RevivalIntervention(trainer.Step, Place(command.Layer), command.Unit is { } u ? new ValueArray<int>(u) : default));
                break;
            case { Do: "swap", Text: { } name } when command.Layer is not { } l || HasUnit(l, 0):
                Swap(command.Layer, name);
                break;
            case { Do: "normalize" }:
                Normalize();
                break;
            case { Do: "twin" }:
                Twin();
                break;
            case { Do: "repeat" }:
                Restart(_watched.Run.Recipe);
                (_paused, _seen) = (false, true);
                break;
            case { Do: "restart" }:
                Restart(_watched.Run.Recipe with { Interventions = default });
                break;
            case { Do: "recipe", Text: { } text } when _options.Plays:
                Restart(Recipe.Parse(text, _watched.Run.Recipe.Folder));
                (_paused, _seen) = (false, true);
                break;
        }

        TellState();
    }

    private bool HasUnit(int layer, int unit) =>
        layer >= 0 && layer < _watched.Trainer.Layers.Count && unit >= 0 && unit < _watched.Trainer.Layers[layer].Layer.Units;

    private int? Place(int? layer) => layer is not { } at ? null
        : Messages.Places(_watched.Run).TryGetValue(_watched.Trainer.Layers[at].Layer.Name, out var place) ? place
        : throw new RelumineException(ErrorKind.InvalidRequest, "This layer stands inside a block of the recipe, where nothing can be changed by hand.");

    private void Swap(int? layer, string name)
    {
        var activation = ActivationCatalogue.Find(name) ?? throw new RelumineException(ErrorKind.InvalidRequest, "There is no such activation.");
        Intervene(new ActivationIntervention(_watched.Trainer.Step, Place(layer), new ActivationLayer(activation)));
    }

    private void Intervene(Intervention intervention)
    {
        var run = _watched.Run;
        run.DropPlanned();
        (_beforeHands, _before) = (run.Trainer.Snapshot(), run.Recipe);

        // A twin repeats the layers of before, so a swap needs one now or never.
        var twin = intervention is ActivationIntervention && _twin is null ? run.Fork(_beforeHands) : null;
        var revived = 0;
        try
        {
            revived = run.Intervene(intervention);
        }
        catch
        {
            twin?.Dispose();
            throw;
        }

        _spare?.Dispose();
        _spare = twin;
        Volatile.Write(ref _recipe, run.Recipe);
        var text = intervention is RevivalIntervention ? FormattableString.Invariant($"{intervention.Do}: {revived} revived") : intervention.Do;
        Tell("done", json =>
        {
            json.WriteNumber("after", intervention.After);
            json.WriteString("text", text);
        });
        if (intervention.ChangesNetwork && intervention is ActivationIntervention)
        {
            Tell("reset", WriteAll);
        }

        Publish(force: true);
    }

    private TrainingRun? _spare;

    private void Normalize()
    {
        var recipe = _watched.Run.Recipe with { Interventions = default };
        Restart(MissingNormalization.Insert(recipe)
            ?? throw new RelumineException(ErrorKind.InvalidRequest, "This network normalizes already, or has no place for it."));
        Tell("done", json =>
        {
            json.WriteNumber("after", 0);
            json.WriteString("text", "batch normalization before every activation; the run began anew");
        });
    }

    // The run as it would be without what was done last: from the moment before, or from now where nothing was done.
    private void Twin()
    {
        if (_twin is not null)
        {
            _twin.Dispose();
            _twin = null;
            Tell("twin", json => json.WriteBoolean("gone", true));
            return;
        }

        var run = _spare ?? _watched.Run.Fork(_beforeHands ?? _watched.Trainer.Snapshot());
        _spare = null;
        _twin = new WatchedRun(run);
        (_twinSince, _twinTold) = (run.Trainer.Step, false);
        TwinPicture();
    }

    private void AdvanceTwin(CancellationToken stop)
    {
        // It catches up twice as fast as the run goes on.
        for (var i = 0; i < 4 && _twin is { IsOver: false } twin && twin.Trainer.Step < _watched.Trainer.Step; i++)
        {
            twin.Advance(stop);
        }
    }

    private void TwinPicture()
    {
        if (_twin is not { } twin || (_twinTold && twin.Trainer.Step < _watched.Trainer.Step - 200 && !_pictures.IsDue))
        {
            return;
        }

        twin.Examine(out var look);
        _twinTold = true;
        Tell("twin", json =>
        {
            json.WriteNumber("since", _twinSince);
            json.WriteNumber("dead", twin.Dead);
            twin.WriteFrame(json, look, measures: true);
        });
    }

    private void Restart(Recipe recipe)
    {
        if (_options.Plays)
        {
            PlayLimits.Check(recipe);
        }

        var next = new WatchedRun(TrainingRun.Prepare(recipe, asWritten: true));
        _watched.Dispose();
        _twin?.Dispose();
        _spare?.Dispose();
        (_watched, _twin, _spare, _beforeHands, _before) = (next, null, null, null, null);
        (_plane, _epochs, _over, _findings, _lookCost) = (PlaneView.Of(next.Run.Data.Training), 0, false, [], 0);
        _changes.Clear();
        Recording = null;
        Volatile.Write(ref _recipe, recipe);
        Tell("reset", WriteAll);
        Publish(force: true);
        Findings();
    }

    /// <summary>Goes over to another run, whose steps somebody else asks for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="activity">What it is for.</param>
    public void Watch(TrainingRun run, string activity)
    {
        (_activity, _watched, _isGone) = (activity, new WatchedRun(run, owns: false), false);
        (_plane, _epochs, _over, _findings, _lookCost) = (PlaneView.Of(run.Data.Training), 0, false, [], 0);
        _changes.Clear();
        Volatile.Write(ref _recipe, run.Recipe);
        if (Log.IsWatched)
        {
            Tell("reset", WriteAll);
            Publish(force: true);
            Serve(default);
        }
    }

    /// <summary>Notes how the run that is watched ended, before another is watched.</summary>
    public void EndRun()
    {
        var record = _watched.Trainer.History[^1];
        var loss = _watched.Trainer.Divergence is null ? record.ExaminedLoss : double.NaN;
        _runs.Add(new(_activity, record.Step, loss, record.Score, record.Layers.Sum(l => l.Dead ?? 0)));
        if (Log.IsWatched)
        {
            Publish(force: true);
            Tell("runs", WriteRuns);
            Serve(default);
        }

        _isGone = true;
    }

    private readonly List<EndedRun> _runs = [];
    private string _activity = "";

    // Whether what is watched trains no more, and cannot be looked at: what was told of it is the last.
    private bool _isGone;

    private void WriteRuns(Utf8JsonWriter json) => json.List("runs", _runs, r =>
    {
        json.WriteString("name", r.Name);
        json.WriteNumber("steps", r.Steps);
        json.Short("loss", r.Loss);
        json.Short("score", r.Score);
        json.WriteNumber("dead", r.Dead);
    });

    private void TellState() => Tell("state", WriteState);

    private void WriteState(Utf8JsonWriter json)
    {
        json.WriteString("state", _watched.Trainer.Divergence is not null ? "diverged" : _over ? "over" : _paused ? "paused" : _seen ? "running" : "waiting");
        json.Short("pace", _pace);
        json.Short("rate", _watched.Rate);
        json.WriteBoolean("twin", _twin is not null);
    }

    private void WriteAll(Utf8JsonWriter json)
    {
        json.WriteString("session", Log.Session);
        json.WriteString("title", _options.Title);
        json.WriteString("activity", _activity);
        WriteRuns(json);
        json.WriteBoolean("handsOn", _options.HandsOn);
        json.WriteBoolean("plays", _options.Plays);
        json.WriteBoolean("recorded", Recording is not null);
        json.List("presets", _options.Plays ? PresetCatalogue.All : [], p =>
        {
            json.WriteString("id", p.Id);
            json.WriteString("title", p.Title);
            json.WriteString("look", p.Look);
            json.WriteString("recipe", p.Recipe.ToJson());
        });
        WriteState(json);
        Messages.WriteRun(json, _watched.Run);
        var epochs = _watched.Trainer.History;
        var every = 1 + (epochs.Count / MostOfHistory);
        json.List("epochs", epochs.Where((_, i) => (epochs.Count - 1 - i) % every == 0), r => Messages.WriteEpoch(json, r));
        json.Short("curve", _watched.Curve.SelectMany(p => new[] { p.Step, p.Loss }));
        json.List("changes", _changes, c => WriteChange(json, c));
        if (_plane is not null)
        {
            _plane.WritePoints(json, _watched.Run.Data.Training);
        }

        json.WritePropertyName("found");
        json.WriteRawValue(_findings.Length > 0 ? _findings : "null"u8);
    }
}
