namespace Relumine.Kernels.Threads;

/// <summary>One thread of a crew.</summary>
internal sealed class Worker : IDisposable
{
    /// <summary>How often a thread looks before it sleeps: some tens of microseconds.</summary>
    public const int Spins = 400;

    /// <summary>The pause between two looks, in processor hints.</summary>
    public const int Pause = 4;

    private readonly Crew _crew;
    private readonly AutoResetEvent _wake = new(false);
    private readonly Thread _thread;
    private int _asleep;
    private bool _stopped;

    /// <summary>Starts the thread.</summary>
    public Worker(Crew crew, int index)
    {
        _crew = crew;
        _thread = new Thread(Work, 1 << 20) { IsBackground = true, Name = FormattableString.Invariant($"relumine-{index + 1}") };
        _thread.Start();
    }

    /// <summary>Wakes the thread if it sleeps; otherwise it sees the new run by itself.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0)
        {
            _wake.Set();
        }
    }

    /// <summary>Tells the thread to end. Its event goes with the last reference to it: a finalizer may not dispose of what a thread waits for.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopped, true);
        _wake.Set();
    }

    /// <summary>Ends the thread and waits for it.</summary>
    public void Dispose()
    {
        Stop();
        _thread.Join();
        _wake.Dispose();
    }

    private void Work()
    {
        var seen = 0;
        while (AwaitRunAfter(seen))
        {
            seen = _crew.Generation;
            _crew.TakePart();
        }
    }

    private bool AwaitRunAfter(int seen)
    {
        for (var i = 0; i < Spins; i++)
        {
            if (_crew.Generation != seen || Volatile.Read(ref _stopped))
            {
                return !Volatile.Read(ref _stopped);
            }

            Thread.SpinWait(Pause);
        }

        // Asleep is announced before the last look: a run that begins in between is either seen here or wakes this thread.
        Interlocked.Exchange(ref _asleep, 1);
        if (_crew.Generation == seen && !Volatile.Read(ref _stopped))
        {
            _wake.WaitOne();
        }
        else if (Interlocked.Exchange(ref _asleep, 0) == 0)
        {
            // Somebody has set the event already: take it, lest it end the next sleep.
            _wake.WaitOne();
        }

        return !Volatile.Read(ref _stopped);
    }
}
