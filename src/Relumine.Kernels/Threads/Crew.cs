using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Relumine.Kernels.Threads;

/// <summary>The threads of a pool and the run that they share. It does not know the pool, so that a pool which is lost can be collected.</summary>
internal sealed unsafe class Crew : IDisposable
{
    private readonly Worker[] _workers;
    private readonly AutoResetEvent _finished = new(false);
    private Entry _entry;
    private Padded _ticket;
    private delegate*<void*, int, void> _call;
    private void* _body;
    private int _chunks;
    private int _busy;
    private Exception? _fault;

    /// <summary>Starts so many threads.</summary>
    public Crew(int workers)
    {
        _workers = new Worker[workers];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Worker(this, i);
        }
    }

    /// <summary>The number of the latest run; workers watch it for a change.</summary>
    public int Generation => _entry.Generation;

    /// <summary>Whether no run is under way; if so, one has begun, and <see cref="Run"/> must follow.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _busy, 1, 0) == 0;

    /// <summary>Calls a function for every chunk, on all threads.</summary>
    public void Run(delegate*<void*, int, void> call, void* body, int chunks)
    {
        _body = body;
        _call = call;
        _chunks = chunks;
        _ticket.Value = 0;
        _entry.Open();
        var woken = Math.Min(_workers.Length, chunks - 1);
        for (var i = 0; i < woken; i++)
        {
            _workers[i].Wake();
        }

        TakeChunks();
        if (!_entry.CloseAndTestEmpty())
        {
            WaitForWorkers();
        }

        var fault = _fault;
        _fault = null;
        Volatile.Write(ref _busy, 0);
        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
    }

    /// <summary>Takes part in the latest run unless it is over.</summary>
    public void TakePart()
    {
        if (_entry.TryEnter())
        {
            TakeChunks();
            if (_entry.LeaveAndTestLast())
            {
                _finished.Set();
            }
        }
    }

    /// <summary>Tells the threads to end.</summary>
    public void Stop()
    {
        foreach (var worker in _workers)
        {
            worker.Stop();
        }
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _finished.Dispose();
    }

    private void TakeChunks()
    {
        try
        {
            for (int chunk; (chunk = Interlocked.Increment(ref _ticket.Value) - 1) < _chunks;)
            {
                _call(_body, chunk);
            }
        }
#pragma warning disable CA1031 // Whatever a chunk throws must reach the caller of Run, not end a worker.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _fault, fault, null);
            Volatile.Write(ref _ticket.Value, _chunks);
        }
    }

    private void WaitForWorkers()
    {
        for (var i = 0; i < Worker.Spins; i++)
        {
            if (_entry.IsEmpty)
            {
                break;
            }

            Thread.SpinWait(Worker.Pause);
        }

        // The last worker always signals a closed entry, so the signal is taken even if the spin saw it leave.
        _finished.WaitOne();
    }
}
