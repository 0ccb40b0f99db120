namespace Relumine.Geometry.Planes;

/// <summary>Faces that are still to be cut by one layer, last in first out, each with its pattern so far and the cuts that cross it.</summary>
internal sealed class WorkList(int words)
{
    private readonly List<(int Face, int FirstCut, int Cuts)> _items = [];
    private int[] _cuts = new int[64];
    private int[] _taken = new int[64];
    private ulong[] _bits = new ulong[16 * Math.Max(1, words)];
    private int _used;

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => _items.Count == 0;

    /// <summary>Takes the last face away and sets its pattern; the cuts are good until the next call.</summary>
    public int Pop(ulong[] bits, out ReadOnlySpan<int> cuts)
    {
        var (face, first, count) = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        _bits.AsSpan(_items.Count * words, words).CopyTo(bits);
        if (_taken.Length < count)
        {
            _taken = new int[Math.Max(count, 2 * _taken.Length)];
        }

        _cuts.AsSpan(first, count).CopyTo(_taken);
        _used = first;
        cuts = _taken.AsSpan(0, count);
        return face;
    }

    /// <summary>Room for a list of at most <paramref name="most"/> cuts, to be filled before <see cref="Push"/>.</summary>
    public Span<int> NewList(int most)
    {
        if (_used + most > _cuts.Length)
        {
            Array.Resize(ref _cuts, Math.Max(_used + most, 2 * _cuts.Length));
        }

        return _cuts.AsSpan(_used, most);
    }

    /// <summary>Adds a face with the pattern so far and the first <paramref name="count"/> cuts of the list that was filled.</summary>
    public void Push(int face, ReadOnlySpan<ulong> bits, int count)
    {
        var at = _items.Count * words;
        if (at + words > _bits.Length)
        {
            Array.Resize(ref _bits, 2 * _bits.Length);
        }

        bits.CopyTo(_bits.AsSpan(at, words));
        _items.Add((face, _used, count));
        _used += count;
    }
}
