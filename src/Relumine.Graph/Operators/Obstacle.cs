namespace Relumine.Graph.Operators;

/// <summary>Why a unit cannot go: a node, and what about it.</summary>
/// <param name="Node">The node; null if it is no node's doing.</param>
/// <param name="Reason">What is in the way, to be read after the node.</param>
internal sealed record Obstacle(Node? Node, string Reason)
{
    /// <summary>For example <c>Softmax 'Softmax_3' mixes units</c>.</summary>
    public override string ToString() => Node is null ? Reason : $"{Node.Op.Type} '{Node.Name}' {Reason}";
}
