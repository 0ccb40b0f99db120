namespace Relumine.Data.Fit;

/// <summary>Whether one sample's dimensions can become others by size-1 dimensions and by merging or splitting neighbours.</summary>
internal static class DimensionMatch
{
    /// <summary>Matches a sample with what a model expects.</summary>
    /// <param name="given">The sample's dimensions.</param>
    /// <param name="expected">The model's; null for a symbol, which stands for exactly one dimension.</param>
    /// <returns>The expected dimensions with symbols replaced, or null if they do not match.</returns>
    public static long[]? Resolve(IReadOnlyList<long> given, IReadOnlyList<long?> expected)
    {
        if (given.Count == expected.Count && given.Zip(expected).All(p => p.Second is null || p.First == p.Second))
        {
            return [.. given];
        }

        long[] core = [.. given.Where(d => d != 1)];
        var wanted = expected.Where(d => d != 1).ToList();
        if (!wanted.Contains(null))
        {
            return MergeOrSplit(core, wanted) ? [.. expected.Select(d => d!.Value)] : null;
        }

        // A symbol could be anything, so beside symbols only dimensions of size 1 come and go.
        if (core.Length != wanted.Count || !core.Zip(wanted).All(p => p.Second is null || p.First == p.Second))
        {
            return null;
        }

        var next = 0;
        return [.. expected.Select(d => d == 1 ? 1 : core[next++])];
    }

    // Cuts both into groups of equal product, the shortest possible; each group must be one dimension on one side at least.
    private static bool MergeOrSplit(long[] given, List<long?> wanted)
    {
        var (i, j) = (0, 0);
        while (i < given.Length && j < wanted.Count)
        {
            // A model may declare any dimension; 128 bits hold the product of two.
            var (left, right) = ((UInt128)given[i++], (UInt128)wanted[j++]!.Value);
            var (merged, split) = (false, false);
            while (left != right)
            {
                if (left < right)
                {
                    merged = true;
                    if (i == given.Length)
                    {
                        return false;
                    }

                    left *= (UInt128)given[i++];
                }
                else
                {
                    split = true;
                    if (j == wanted.Count)
                    {
                        return false;
                    }

                    right *= (UInt128)wanted[j++]!.Value;
                }
            }

            if (merged && split)
            {
                return false;
            }
        }

        return i == given.Length && j == wanted.Count;
    }
}
