using Relumine.Live.Events;
using Relumine.Live.Planes;
using Relumine.Live.Recordings;
using Relumine.Recipes.Interventions;

namespace Relumine.Live.Sessions;

/// <content>Runs that were recorded: made on purpose, or left behind in a folder.</content>
internal sealed partial class LiveSession
{
    // Findings cost a look at everything, and seldom change from one picture to the next.
    private const int PicturesPerFinding = 8;

    /// <summary>What a page may go through instead of waiting for news; null for a run that goes on.</summary>
    public Recording? Recording { get; private set; }

    /// <summary>The plane that the run is pictured on; null where samples have not two numbers.</summary>
    public PlaneView? Plane => _plane;

    /// <summary>Trains without anybody looking, and keeps what pages would have been told.</summary>
    /// <param name="look">What to look at.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="pictures">How many pictures; they are closer to each other at the beginning, where most happens.</param>
    /// <param name="stop">Looked at between steps.</param>
    public Recording Record(string look, long steps, int pictures, CancellationToken stop)
    {
        var (hello, taken, last) = (JsonText.Object(WriteAll), new List<RecordedPicture>(), Log.Last);
        for (var i = 0; i <= pictures; i++)
        {
            var due = (long)Math.Round(steps * Math.Pow(i / (double)pictures, 2));
            if (taken.Count > 0 && due <= _watched.Trainer.Step)
            {
                continue;
            }

            var moves = true;
            while (moves && _watched.Trainer.Step < due)
            {
                moves = Forward(stop);
            }

            if (taken.Count % PicturesPerFinding == 0 || i == pictures || !moves)
            {
                Findings();
            }

            Publish(force: true);
            taken.Add(new(_watched.Trainer.Step, Log.After(last)!));
            last = Log.Last;
            if (!moves)
            {
                break;
            }
        }

        return new Recording(look, hello, taken);
    }

    /// <summary>Shows a run that has ended: its epochs as they were kept, and its network as it is.</summary>
    public void ShowFinished()
    {
        _over = true;
        var (hello, last) = (JsonText.Object(WriteAll), Log.Last);
        Findings();
        Publish(force: true);
        Recording = new Recording("", hello, [.. RecordedHistory.Of(_watched.Trainer), new(_watched.Trainer.Step, Log.After(last)!)]);
    }

    private bool Forward(CancellationToken stop)
    {
        var (epochs, layers) = (_watched.Trainer.History.Count, _watched.Run.Current.Model);
        var done = Done();
        var moved = _watched.Advance(stop);
        foreach (var one in _watched.Run.Recipe.Interventions.Skip(done).Take(Done() - done))
        {
            Tell("done", json =>
            {
                json.WriteNumber("after", one.After);
                json.WriteString("text", one.Do);
            });
        }

        if (_watched.Run.Current.Model != layers)
        {
            Tell("reset", WriteAll);
        }

        if (_watched.Trainer.History.Count != epochs)
        {
            EndEpoch();
        }

        return moved && !_watched.IsOver;
    }

    private int Done() => _watched.Run.Recipe.Interventions.Count((Intervention i) => i.After < _watched.Trainer.Step);
}
