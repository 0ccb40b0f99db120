namespace Relumine.Geometry.Planes;

/// <summary>Sets that are joined two by two.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;

    public DisjointSets(int count)
    {
        _parent = [.. Enumerable.Range(0, count)];
        Count = count;
    }

    /// <summary>The number of sets that are left.</summary>
    public int Count { get; private set; }

    /// <summary>The member that stands for the set of another.</summary>
    public int Find(int member)
    {
        while (_parent[member] != member)
        {
            member = _parent[member] = _parent[_parent[member]];
        }

        return member;
    }

    /// <summary>Joins the sets of two members.</summary>
    public void Join(int a, int b)
    {
        var (first, second) = (Find(a), Find(b));
        if (first != second)
        {
            _parent[Math.Max(first, second)] = Math.Min(first, second);
            Count--;
        }
    }
}
