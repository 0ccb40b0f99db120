using System.Runtime.InteropServices;

namespace Relumine.Data.Tables.Texts;

/// <summary>Different texts in UTF-8, numbered from 0 in the order in which they came, found by their bytes.</summary>
internal sealed class ByteTexts
{
    private const int FirstSize = 16;

    // Chains of entries; a head is the number of its first entry plus 1.
    private int[] _heads = new int[FirstSize];
    private Entry[] _entries = new Entry[FirstSize];

    /// <summary>The number of texts.</summary>
    public int Count { get; private set; }

    /// <summary>A text.</summary>
    public ReadOnlySpan<byte> this[int place] => _entries[place].Text;

    /// <summary>The number of a text, or −1.</summary>
    public int Find(ReadOnlySpan<byte> text) => Find(text, Hash(text));

    /// <summary>The number of a text that is added if it is not there.</summary>
    public int FindOrAdd(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        if (Find(text, hash) is >= 0 and var place)
        {
            return place;
        }

        if (Count == _entries.Length)
        {
            Grow();
        }

        _entries[Count] = new(text.ToArray(), hash);
        Link(Count);
        return Count++;
    }

    // The seed of strings is drawn anew in every process, so that nobody can write a file whose texts all fall together.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        var pairs = (uint)string.GetHashCode(MemoryMarshal.Cast<byte, char>(text));
        return text.Length % 2 == 0 ? pairs : (pairs ^ text[^1]) * 0x9E3779B1;
    }

    private int Find(ReadOnlySpan<byte> text, uint hash)
    {
        for (var place = _heads[hash & (uint)(_heads.Length - 1)] - 1; place >= 0; place = _entries[place].Next)
        {
            if (_entries[place].Hash == hash && text.SequenceEqual(_entries[place].Text))
            {
                return place;
            }
        }

        return -1;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, 2 * Count);
        _heads = new int[2 * Count];
        for (var place = 0; place < Count; place++)
        {
            Link(place);
        }
    }

    private void Link(int place)
    {
        ref var entry = ref _entries[place];
        ref var head = ref _heads[entry.Hash & (uint)(_heads.Length - 1)];
        (entry.Next, head) = (head - 1, place + 1);
    }

    private record struct Entry(byte[] Text, uint Hash)
    {
        public int Next { get; set; }
    }
}
