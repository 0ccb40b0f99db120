namespace Relumine.Geometry.Planes;

/// <summary>
/// The faces behind one layer: each a part of a face of the layer in front, with this layer's pattern alone. A cell's whole pattern
/// is read by going up, so what many cells have in common is stored once.
/// </summary>
internal sealed class PatternTree(int words)
{
    private int[] _parents = new int[16];
    private ulong[] _bits = new ulong[16 * words];

    /// <summary>The number of faces.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a face and returns its number.</summary>
    public int Add(int parent, ReadOnlySpan<ulong> bits)
    {
        if (Count == _parents.Length)
        {
            Array.Resize(ref _parents, 2 * Count);
            Array.Resize(ref _bits, 2 * Count * words);
        }

        _parents[Count] = parent;
        bits.CopyTo(_bits.AsSpan(Count * words, words));
        return Count++;
    }

    /// <summary>The face of the layer in front that a face is part of.</summary>
    public int Parent(int node) => _parents[node];

    /// <summary>The layer's pattern on a face.</summary>
    public ReadOnlySpan<ulong> Bits(int node) => _bits.AsSpan(node * words, words);
}
