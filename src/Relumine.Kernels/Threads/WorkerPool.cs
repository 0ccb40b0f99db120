using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Relumine.Kernels.Threads;

/// <summary>
/// A few threads that stay warm between short runs. Chunks are given out one at a time by a counter, and the caller
/// takes part, so a thread that lost its core holds up one chunk at most; a thread that has not woken up is not waited
/// for. Between runs a thread spins for some microseconds and then sleeps: cores are shared.
/// </summary>
/// <remarks>A run allocates nothing. Calls from several threads, or from within a chunk, are allowed: all but one of them run inline.</remarks>
public sealed unsafe class WorkerPool : IDisposable
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

    /// <summary>Starts the threads.</summary>
    /// <param name="degree">How many threads compute, the caller included; 1 computes inline.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degree"/> is not positive.</exception>
    public WorkerPool(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degree);
        Degree = degree;
        _workers = new Worker[degree - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Worker(this, i);
        }
    }

    /// <summary>How many threads compute, the caller included.</summary>
    public int Degree { get; }

    /// <summary>Runs all chunks and returns when the last one is done.</summary>
    /// <param name="body">The work; taken by reference for the time of the call.</param>
    /// <param name="chunks">The number of chunks.</param>
    /// <exception cref="Exception">The first that a chunk threw; chunks not begun by then are dropped.</exception>
    public void Run<TBody>(in TBody body, int chunks) where TBody : struct, IChunkBody
    {
        if (chunks <= 1 || _workers.Length == 0 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                body.Run(chunk);
            }

            return;
        }

        // On this thread's stack it does not move, and what it refers to is kept alive by this frame.
        var local = body;
        _body = Unsafe.AsPointer(ref local);
        _call = &Call<TBody>;
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

    /// <summary>Ends the threads. No run may be under way.</summary>
    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }

        _finished.Dispose();
    }

    /// <summary>The number of the latest run; workers watch it for a change.</summary>
    internal int Generation => _entry.Generation;

    /// <summary>Takes part in the latest run unless it is over.</summary>
    internal void Join()
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

    private static void Call<TBody>(void* body, int chunk) where TBody : struct, IChunkBody => Unsafe.AsRef<TBody>(body).Run(chunk);

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
