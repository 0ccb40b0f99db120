using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Sources;

/// <summary>Room for what is read whole: beside what is held already, so that several tensors, each of which would fit, are refused together.</summary>
internal static class MemoryRoom
{
    /// <summary>Refuses what does not fit, before it is taken.</summary>
    /// <param name="bytes">How much is wanted.</param>
    /// <param name="origin">The file, for the message.</param>
    /// <param name="what">What it is, and its verb, such as <c>the shape [9, 2] as float32 takes</c>.</param>
    /// <param name="advice">What to do instead.</param>
    /// <exception cref="RelumineException">It does not fit.</exception>
    public static void Demand(double bytes, string origin, string what, string advice)
    {
        var (held, available) = (GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (bytes + held > available)
        {
            // What is no longer needed does not count.
            held = GC.GetTotalMemory(forceFullCollection: true);
        }

        if (bytes > Array.MaxLength || bytes + held > available)
        {
            throw DataError.Broken(origin, FormattableString.Invariant(
                $"{what} {bytes / (1 << 20):0} MiB, which does not fit into memory at once: {held >> 20} of {available >> 20} MiB are taken. {advice}"));
        }
    }
}
