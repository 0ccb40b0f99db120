
namespace Relumine.Graph.Operators.Control;

/// <summary>A graph that is repeated, each time with what it gave before (ONNX Loop).</summary>
/// <param name="Body">The graph: number of the turn, condition, states → condition, states, values to be put one behind the other.</param>
public sealed record Loop(Body Body) : ControlOp
{
    /// <inheritdoc/>
    public override string Type => "Loop";
}
