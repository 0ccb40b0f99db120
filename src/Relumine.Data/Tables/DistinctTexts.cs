using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Relumine.Data.Tables;

/// <summary>Different texts of a column with their counts, up to a limit of texts and of a budget that all columns share.</summary>
internal sealed class DistinctTexts(int most, TextBudget budget)
{
    private const int LongestText = 256;

    private readonly Dictionary<byte[], long> _counts = new(ByteTexts.Comparer);

    /// <summary>Whether there were too many, or too long ones: then the counts are those up to there.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>Values counted, up to the overflow.</summary>
    public long Total { get; private set; }

    /// <summary>The number of different texts.</summary>
    public int Count => _counts.Count;

    /// <summary>The texts with their counts, by text (UTF-16 code units, as everywhere).</summary>
    public IReadOnlyList<(string Text, long Count)> Sorted() =>
        [.. _counts.Select(c => (Text: Encoding.UTF8.GetString(c.Key), Count: c.Value)).OrderBy(c => c.Text, StringComparer.Ordinal)];

    /// <summary>Counts a text.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        if (Overflowed)
        {
            return;
        }

        Total++;
        var lookup = _counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(text, out var count))
        {
            lookup[text] = count + 1;
            return;
        }

        if (_counts.Count == most || text.Length > LongestText || !budget.Take(text.Length))
        {
            Overflowed = true;
            return;
        }

        lookup[text] = 1;
    }
}

/// <summary>How much memory the texts of all columns may take together.</summary>
internal sealed class TextBudget
{
    private const int Overhead = 96;
    private long _left = 256L << 20;

    /// <summary>Takes room for one text, if there is any left.</summary>
    public bool Take(int length) => (_left -= length + Overhead) > 0;
}

/// <summary>Texts in UTF-8 as keys, found by their bytes.</summary>
internal sealed class ByteTexts : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    /// <summary>The only one.</summary>
    public static readonly ByteTexts Comparer = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] text) => GetHashCode(text.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> text) => text.ToArray();

    public bool Equals(ReadOnlySpan<byte> text, byte[] other) => text.SequenceEqual(other);

    // Seeded anew in every process, so that nobody can write a file whose texts all fall together.
    public int GetHashCode(ReadOnlySpan<byte> text)
    {
        var hash = default(HashCode);
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
