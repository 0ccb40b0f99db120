using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>The node that made the first number that is not finite out of numbers that are.</summary>
/// <param name="Node">The node's name; empty if it has none.</param>
/// <param name="Operator">Its operator, e.g. <c>Log</c>.</param>
/// <param name="Output">The value that it makes.</param>
/// <param name="Sample">The first sample on which that reached a layer or an output, counted from 1.</param>
/// <param name="Made">What it made: <c>NaN</c>, <c>+∞</c> or <c>−∞</c>.</param>
/// <param name="Operands">What it made it of.</param>
public sealed record NonFiniteOrigin(string Node, string Operator, string Output, long Sample, string Made, IReadOnlyList<NonFiniteOperand> Operands)
{
    /// <summary>All of it in a sentence.</summary>
    public override string ToString()
    {
        var name = Node.Length > 0 && Node != Output ? $"{Operator} '{Node}' (which makes '{Output}')" : $"{Operator} '{Output}'";
        return $"{name} made the first: {Made} out of {string.Join(" and ", Operands)}, on sample {Wording.Count(Sample)} (counted from 1).";
    }
}

/// <summary>An input of a node where its output is not finite.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Least">The number at the same place, or the least of all where the node has no places; null if it holds one that is not finite.</param>
/// <param name="Most">The same number, or the largest.</param>
public sealed record NonFiniteOperand(string Name, double? Least, double? Most)
{
    /// <summary>The numbers, then the name.</summary>
    public override string ToString() =>
        Least is not { } least || Most is not { } most ? $"'{Name}', which is not finite itself"
        : least.Equals(most) ? $"{Wording.Number(least)} ('{Name}')"
        : $"numbers from {Wording.Number(least)} to {Wording.Number(most)} ('{Name}')";
}
