
namespace Relumine.Graph.Operators.Control;

/// <summary>One of two graphs, as a condition says (ONNX If).</summary>
/// <param name="Then">The graph if it is true.</param>
/// <param name="Else">The graph if it is false.</param>
public sealed record If(Body Then, Body Else) : ControlOp
{
    /// <inheritdoc/>
    public override string Type => "If";
}
