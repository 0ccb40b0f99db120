namespace Relumine.Testing;

/// <summary>
/// What a thread allocates. A garbage collection that another test sets off counts what is left of a thread's allocation
/// buffer as allocated, so the least of a few measurements is the true one.
/// </summary>
internal static class Allocations
{
    /// <summary>The bytes that an action allocates on this thread.</summary>
    public static long Of(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5 && least != 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
