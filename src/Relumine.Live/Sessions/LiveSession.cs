using System.Collections.Concurrent;
using System.Text.Json;
using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Training;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Live.Events;
using Relumine.Live.Planes;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Relumine.Live.Sessions;

/// <summary>
/// A run that pages look at. All of it happens on the thread that trains: pages leave commands, and read events. When no page looks,
/// a step costs a glance at two numbers.
/// </summary>
internal sealed partial class LiveSession : IDisposable
{
    // A look at every unit that takes longer than this is left to the ends of epochs, where the run looks anyway.
    private const double LongestLook = 0.05;
    private const int LastEvents = 1000;

    // Findings of a run that is not there to be watched, in seconds: the first may take a while, and a run that short has a report soon.
    private const double FirstFindings = 5;

    // The step that measures pays for it itself, so a run that is not there to be watched measures seldom.
    private const int StepsPerMeasurement = 50;

    private const int StepsForeseen = 4;
    // How many epochs are told at once.
    private const int MostEpochs = 8;

    private readonly ConcurrentQueue<LiveCommand> _commands = new();
    private readonly ConcurrentQueue<TaskCompletionSource<(ReadOnlyMemory<byte> Data, long Id)>> _snapshots = new();
    private readonly SemaphoreSlim _signal = new(0);
    private readonly LiveOptions _options;
    private readonly Glances _clock = new();
    private readonly Pacing _pictures;
    private readonly Pacing _planes;
    private readonly Pacing _examinations;
    private readonly Pacing _news;

    // What dies while nobody looks is noted for a page that comes late: when it was, as far as the ends of epochs show it.
    private readonly Pacing _unseen = new(0.001, 0.1);
    private readonly Pacing _measurements = new(1, 1);
    private long _measured = long.MinValue / 2;
    private readonly List<(long Step, int Layer, int Unit, bool Died)> _changes = [];
    private WatchedRun _watched;
    private PlaneView? _plane;
    private byte[] _findings = [];
    private int _epochs;
    private bool _paused;
    private bool _seen;
    private bool _over;
    private long _allowed;
    private double? _pace;
    private long _began;

    /// <summary>Shows a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">How.</param>
    /// <param name="owns">Whether the run is disposed with the session.</param>
    public LiveSession(TrainingRun run, LiveOptions options, bool owns = true)
    {
        (_options, _pace) = (options, options.Pace);
        _pictures = new Pacing(options.Share, options.Interval);
        _planes = new Pacing(options.Share, options.Interval);
        _examinations = new Pacing(options.Share / 4, 0.5, options.HandsOn ? 0 : FirstFindings);
        _news = new Pacing(options.Share / 4, options.Interval);
        _watched = new WatchedRun(run, owns);
        _plane = PlaneView.Of(run.Data.Training);
    }

    /// <summary>What pages are told.</summary>
    public EventLog Log { get; } = new();

    /// <summary>How the session is shown.</summary>
    public LiveOptions Options => _options;

    /// <summary>The run's recipe, with what was done by hand; read by any thread.</summary>
    public Recipe Recipe => Volatile.Read(ref _recipe) ?? _watched.Run.Recipe;

    /// <summary>The network as it is; only while nothing trains it.</summary>
    public Model Model => _watched.Trainer.ToModel();

    private Recipe? _recipe;

    /// <summary>Takes a command from a page.</summary>
    public void Post(LiveCommand command)
    {
        _commands.Enqueue(command);
        Wake();
    }

    /// <summary>All that a page needs that knows nothing yet, and the number of the event that it goes on from.</summary>
    public Task<(ReadOnlyMemory<byte> Data, long Id)> Snapshot()
    {
        var wanted = new TaskCompletionSource<(ReadOnlyMemory<byte>, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        _snapshots.Enqueue(wanted);
        Wake();
        return wanted.Task;
    }

    /// <summary>Trains until it is told to stop; a run that has ended waits for what is done to it.</summary>
    public void Train(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Serve(stop);
            if ((_options.WaitsForPage && !_seen && !Log.IsWatched) || _over || (_paused && _allowed == 0))
            {
                Wait(stop);
                continue;
            }

            if (!_seen)
            {
                _seen = true;
                TellState();
            }

            KeepPace(stop);
            Step(stop);
        }
    }

    /// <summary>For the loop of somebody else: notes a step, answers pages, and waits while one has paused the run.</summary>
    public void AfterStep(StepResult step, CancellationToken stop)
    {
        _watched.Note(step);
        if (_lookCost == 0)
        {
            Foresee();
        }

        if (step.EndsEpoch)
        {
            if (Log.IsWatched)
            {
                EndEpoch();
            }
            else if (_unseen.IsDue)
            {
                _unseen.Begin();
                Note(_watched.Compare());
                _unseen.End();
            }
        }

        if (Log.IsWatched && _clock.IsLookedAt() && _pictures.IsDue)
        {
            Publish(force: false);
        }

        _seen = true;
        _allowed = Math.Max(0, _allowed - 1);
        do
        {
            Serve(stop);
            if (_paused && _allowed == 0)
            {
                Wait(stop);
            }
        }
        while (_paused && _allowed == 0 && Log.IsWatched && !stop.IsCancellationRequested);
    }

    /// <summary>Says that the loop of somebody else is over, and how.</summary>
    public void End(string text)
    {
        _over = true;
        if (!_isGone)
        {
            Picture(force: true);
        }

        Tell("end", json => json.WriteString("text", text));
        Serve(default);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watched.Dispose();
        _twin?.Dispose();
        while (_snapshots.TryDequeue(out var wanted))
        {
            wanted.TrySetCanceled();
        }
    }

    private void Step(CancellationToken stop)
    {
        var epochs = _watched.Trainer.History.Count;
        var moved = _watched.Advance(stop);
        _allowed = Math.Max(0, _allowed - 1);
        AdvanceTwin(stop);
        if (_watched.Trainer.History.Count != epochs)
        {
            EndEpoch();
        }

        if (!moved || _watched.IsOver)
        {
            _over = true;
            Publish(force: true);
            TellState();
        }
        else if (Log.IsWatched && (_pictures.IsDue || _paused))
        {
            Publish(force: _paused);
        }
    }

    // Everything that a page sees of this moment.
    private void Publish(bool force)
    {
        if (_isGone)
        {
            return;
        }

        Picture(force);
        TwinPicture();
        PlanePicture(force);
    }

    private void Picture(bool force)
    {
        _pictures.Begin();
        (double Score, double Loss)? look = null;
        var isKnown = _options.HandsOn || _lookCost > 0;
        if (force || (isKnown && _lookCost <= LongestLook && _lookCost <= _options.Share * _options.Interval * 10))
        {
            var begun = Stopwatch.GetTimestamp();
            var changes = _watched.Examine(out var seen);
            _lookCost = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            look = seen;
            Note(changes);
        }
        else
        {
            _watched.Smooth();
        }

        TellEpochs();
        var measures = _options.HandsOn || force || (_measurements.IsDue && Math.Abs(_watched.Trainer.Step - _measured) >= StepsPerMeasurement);
        if (measures)
        {
            _measurements.Begin();
            _measurements.End();
            _measured = _watched.Trainer.Step;
        }

        Tell("frame", json => _watched.WriteFrame(json, look, measures));
        _pictures.End();
    }

    private double _lookCost;
    private int _foreseen;
    private long _foreseenSince;

    // What a look will cost, by what the first steps took: a forward pass is about a third of an update. The very first step compiles, so it does not count.
    private void Foresee()
    {
        if (_foreseen == 0)
        {
            _foreseenSince = Stopwatch.GetTimestamp();
        }
        else if (_foreseen == StepsForeseen)
        {
            _lookCost = Stopwatch.GetElapsedTime(_foreseenSince).TotalSeconds / StepsForeseen * _watched.StepsPerLook;
        }

        _foreseen++;
    }

    private void PlanePicture(bool force)
    {
        if (_plane is null || (!force && !_planes.IsDue))
        {
            return;
        }

        _planes.Begin();
        Tell("cells", json => _plane.Write(json, _watched.Trainer.ToModel(), _watched.Trainer.Step));
        _planes.End();
    }

    private void EndEpoch()
    {
        if (_lookCost > LongestLook)
        {
            Note(_watched.Compare());
        }

        if (_news.IsDue)
        {
            _news.Begin();
            TellEpochs();
            _news.End();
        }

        if (Log.IsWatched && _examinations.IsDue)
        {
            Findings();
        }
    }

    // The epochs since the last were told. Small networks have thousands a second: of so many only some, the latest among them.
    private void TellEpochs()
    {
        var history = _watched.Trainer.History;
        var every = Math.Max(1, (history.Count - _epochs) / MostEpochs);
        for (; _epochs < history.Count; _epochs++)
        {
            if ((history.Count - 1 - _epochs) % every == 0)
            {
                var record = history[_epochs];
                Tell("epoch", json => Messages.WriteEpoch(json, record));
            }
        }
    }

    private void Findings()
    {
        _examinations.Begin();
        var findings = TrainingFindings.Of(_watched.Run);
        _findings = JsonText.Object(json => Messages.WriteFindings(json, findings)).ToArray();
        Log.Add("findings", _findings);
        _examinations.End();
    }

    private void Note(IReadOnlyList<(int Layer, int Unit, bool Died)> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var step = _watched.Trainer.Step;
        _changes.AddRange(changes.Select(c => (step, c.Layer, c.Unit, c.Died)));
        _changes.RemoveRange(0, Math.Max(0, _changes.Count - LastEvents));
        Tell("units", json => json.List("changes", changes, c => WriteChange(json, (step, c.Layer, c.Unit, c.Died))));
    }

    private static void WriteChange(Utf8JsonWriter json, (long Step, int Layer, int Unit, bool Died) change)
    {
        json.WriteNumber("step", change.Step);
        json.WriteNumber("layer", change.Layer);
        json.WriteNumber("unit", change.Unit);
        json.WriteBoolean("died", change.Died);
    }

    private void KeepPace(CancellationToken stop)
    {
        if (_pace is not { } pace)
        {
            return;
        }

        // Waits in short pieces, so that commands are answered. A wait that ends late is made up for by the next, a longer pause of the machine is not.
        var period = (long)(Stopwatch.Frequency / pace);
        var due = _began + period;
        while (Stopwatch.GetTimestamp() < due && !stop.IsCancellationRequested && !_paused && _pace == pace)
        {
            var left = (due - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency;
            _signal.Wait(TimeSpan.FromSeconds(Math.Clamp(left, 0.001, 0.05)), CancellationToken.None);
            Serve(stop);
        }

        _began = Math.Max(due, Stopwatch.GetTimestamp() - period);
    }

    private void Wait(CancellationToken stop)
    {
        try
        {
            _signal.Wait(TimeSpan.FromMilliseconds(100), stop);
        }
        catch (OperationCanceledException)
        {
            // The loop around sees it.
        }
    }

    private void Wake()
    {
        if (_signal.CurrentCount < 8)
        {
            _signal.Release();
        }
    }

    private void Tell(string kind, Action<Utf8JsonWriter> members) => Log.Add(kind, JsonText.Object(members));

    private void Complain(RelumineException e) => Tell("note", json => json.WriteString("text", e.Message));
}
