namespace Relumine.Graph.Operators;

/// <summary>One operator applied to named values.</summary>
/// <param name="Name">The node's name; unique in a graph, never empty.</param>
/// <param name="Op">The operator with its attributes.</param>
/// <param name="Inputs">Names of values; an empty name is an optional input that is left out.</param>
/// <param name="Outputs">Names of the results; an empty name is a result that nobody wants.</param>
public sealed record Node(string Name, Op Op, ValueArray<string> Inputs, ValueArray<string> Outputs)
{
    /// <summary>For example <c>Relu 'Relu_1' (8) → (9)</c>.</summary>
    public override string ToString() => $"{Op.Type} '{Name}' ({string.Join(", ", Inputs)}) → ({string.Join(", ", Outputs)})";
}
