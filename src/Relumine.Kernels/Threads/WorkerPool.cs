using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Threads;

/// <summary>
/// A few threads that stay warm between short runs. Chunks are given out one at a time by a counter, and the caller
/// takes part, so a thread that lost its core holds up one chunk at most; a thread that has not woken up is not waited
/// for. Between runs a thread spins for some microseconds and then sleeps: cores are shared.
/// </summary>
/// <remarks>
/// A run allocates nothing. Calls from several threads, or from within a chunk, are allowed: all but one of them run inline. A pool that nobody
/// refers to any more ends its threads, disposed of or not: they know their <see cref="Crew"/> alone.
/// </remarks>
public sealed unsafe class WorkerPool : IDisposable
{
    private readonly Crew _crew;

    /// <summary>Starts the threads.</summary>
    /// <param name="degree">How many threads compute, the caller included; 1 computes inline.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degree"/> is not positive.</exception>
    public WorkerPool(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degree);
        Degree = degree;
        _crew = new Crew(degree - 1);
        if (degree == 1)
        {
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Ends the threads without waiting for them.</summary>
    ~WorkerPool() => _crew?.Stop();

    /// <summary>How many threads compute, the caller included.</summary>
    public int Degree { get; }

    /// <summary>Runs all chunks and returns when the last one is done.</summary>
    /// <param name="body">The work; taken by reference for the time of the call.</param>
    /// <param name="chunks">The number of chunks.</param>
    /// <exception cref="Exception">The first that a chunk threw; chunks not begun by then are dropped.</exception>
    public void Run<TBody>(in TBody body, int chunks) where TBody : struct, IChunkBody
    {
        if (chunks <= 1 || Degree == 1 || !_crew.TryBegin())
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                body.Run(chunk);
            }

            return;
        }

        // On this thread's stack it does not move, and what it refers to is kept alive by this frame.
        var local = body;
        _crew.Run(&Call<TBody>, Unsafe.AsPointer(ref local), chunks);
        GC.KeepAlive(this);
    }

    /// <summary>Ends the threads and waits for them. No run may be under way.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _crew.Dispose();
    }

    private static void Call<TBody>(void* body, int chunk) where TBody : struct, IChunkBody => Unsafe.AsRef<TBody>(body).Run(chunk);
}
