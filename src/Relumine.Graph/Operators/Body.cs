
namespace Relumine.Graph.Operators;

/// <summary>A graph inside of a node: what an If chooses, or a Loop repeats.</summary>
/// <param name="Inputs">What the node gives it, by the names that its nodes use.</param>
/// <param name="Captures">What it takes from the graph around it, by the names that its nodes use; the node has an input for each.</param>
/// <param name="Outputs">What it gives the node.</param>
/// <param name="Nodes">The operators, sorted.</param>
public sealed record Body(ValueArray<string> Inputs, ValueArray<string> Captures, ValueArray<string> Outputs, ValueArray<Node> Nodes);
