namespace Relumine.Graph.Operators.Shapes;

/// <summary>What a border holds.</summary>
public enum PadMode
{
    /// <summary>One value everywhere.</summary>
    Constant,

    /// <summary>The tensor mirrored at its first and last elements.</summary>
    Reflect,

    /// <summary>The first and the last element.</summary>
    Edge,

    /// <summary>The tensor from its other end.</summary>
    Wrap,
}
