namespace Relumine.Graph.Operators;

/// <summary>What a carrier may ask, and has to say, while units are followed through a graph from the inputs to the outputs.</summary>
internal interface IUnitMap
{
    /// <summary>The graph's shapes and constants.</summary>
    IShapes Shapes { get; }

    /// <summary>The slots of all units.</summary>
    Slots Slots { get; }

    /// <summary>Where a value carries units, or null.</summary>
    SlotAxis? SlotsOf(string value);

    /// <summary>Why a value carries no units that could be followed.</summary>
    Obstacle WhyLost(string value);

    /// <summary>Whether a constant depends on weights alone, and on no input's shape.</summary>
    bool IsPure(string value);

    /// <summary>Whether a constant, and all that it is computed from, is read in one place.</summary>
    bool IsPrivate(string value);

    /// <summary>The nodes that read a value.</summary>
    IEnumerable<Node> ReadersOf(string value);

    /// <summary>Whether a value is an output of the model.</summary>
    bool IsOutput(string value);

    /// <summary>Says where the output of a node carries units, and works out which of them are constant.</summary>
    void Carry(Node node, int axis, int[] slots);

    /// <summary>New units that a product makes, which sums over the units of its data.</summary>
    void Make(Product product, int count);

    /// <summary>Says that all units of a value have to stay.</summary>
    void Pin(string value, Obstacle why);
}
