
namespace Relumine.Graph.Operators.Control;

/// <summary>A graph that is repeated over slices of its inputs (ONNX Scan).</summary>
/// <param name="Body">The graph: states, slices → states, slices.</param>
/// <param name="SlicedInputs">How many of the inputs are cut into slices; those in front are states.</param>
/// <param name="InputAxes">The axis that each is cut along; empty for 0.</param>
/// <param name="InputReverse">Which are cut from the end, 1 for yes; empty for none.</param>
/// <param name="OutputAxes">The axis along which slices are put one behind the other; empty for 0.</param>
/// <param name="OutputReverse">Which are put in front of each other, 1 for yes; empty for none.</param>
public sealed record Scan(
    Body Body, int SlicedInputs, ValueArray<int> InputAxes, ValueArray<int> InputReverse, ValueArray<int> OutputAxes, ValueArray<int> OutputReverse) : ControlOp
{
    /// <inheritdoc/>
    public override string Type => "Scan";
}
