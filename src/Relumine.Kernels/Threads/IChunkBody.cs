namespace Relumine.Kernels.Threads;

/// <summary>Work that falls into chunks which may run in any order, on any thread.</summary>
public interface IChunkBody
{
    /// <summary>Does one chunk. What it computes must depend on <paramref name="chunk"/> alone.</summary>
    /// <param name="chunk">From 0 to the number of chunks − 1; each is given out once.</param>
    void Run(int chunk);
}
