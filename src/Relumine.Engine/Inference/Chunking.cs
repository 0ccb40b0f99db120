namespace Relumine.Engine.Inference;

/// <summary>
/// How many samples go through the whole network together. It depends on shapes alone, never on threads, because the
/// order in which sums are added follows the chunks.
/// </summary>
internal static class Chunking
{
    /// <summary>The rows that a matrix product handles best at once: a multiple of the 12 rows of its micro-kernel.</summary>
    private const int RowsOfManySamples = 96;

    /// <summary>So few rows are not worth dividing: packed weights are read from the cache once for each chunk.</summary>
    private const int RowsOfFewSamples = 48;

    /// <summary>What one worker's arena may take before fewer samples are run at once, in bytes.</summary>
    private const long ComfortableArena = 32 << 20;

    /// <summary>The most samples that are ever run at once.</summary>
    public static int Largest(int rowsPerSample, IReadOnlyList<StepPlan> steps)
    {
        var perSample = steps.SelectMany(s => s.Writes).Distinct().Sum(v => (long)v.SampleBytes);
        var fitting = perSample == 0 ? RowsOfManySamples : ComfortableArena / perSample;
        return (int)Math.Clamp(fitting, 1, Math.Max(1, RowsOfManySamples / rowsPerSample));
    }

    /// <summary>The samples of one chunk when <paramref name="samples"/> are run: an even number of chunks of nearly equal size, so that two threads share them
    /// equally.</summary>
    public static int For(int samples, int rowsPerSample, int capacity)
    {
        var rows = (long)samples * rowsPerSample;
        var even = 2 * ((rows + 2 * RowsOfManySamples - 1) / (2 * RowsOfManySamples));
        var wanted = rows <= RowsOfFewSamples ? RowsOfFewSamples : (int)((rows + 4 * even - 1) / (4 * even)) * 4;
        return Math.Clamp(wanted / rowsPerSample, 1, capacity);
    }
}
