namespace Relumine.Graph.Operators;

/// <summary>The slots of a graph: which ones belong together, and which ones have to stay.</summary>
internal sealed class Slots
{
    private readonly List<int> _parents = [];
    private readonly Dictionary<int, Obstacle> _pins = [];

    /// <summary>New slots that belong to nothing yet.</summary>
    public int[] Fresh(int count)
    {
        var slots = Enumerable.Range(_parents.Count, count).ToArray();
        _parents.AddRange(slots);
        return slots;
    }

    /// <summary>The slot that stands for all that belong together with this one.</summary>
    public int Root(int slot)
    {
        while (_parents[slot] != slot)
        {
            slot = _parents[slot] = _parents[_parents[slot]];
        }

        return slot;
    }

    /// <summary>Lets two slots belong together.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a == b)
        {
            return;
        }

        _parents[b] = a;
        if (_pins.Remove(b, out var pin))
        {
            _pins.TryAdd(a, pin);
        }
    }

    /// <summary>Says that a slot has to stay; the first reason counts.</summary>
    public void Pin(int slot, Obstacle why) => _pins.TryAdd(Root(slot), why);

    /// <summary>Why a slot has to stay, or null.</summary>
    public Obstacle? PinOf(int slot) => _pins.GetValueOrDefault(Root(slot));
}
