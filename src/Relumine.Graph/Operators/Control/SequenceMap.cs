namespace Relumine.Graph.Operators.Control;

/// <summary>A graph for each tensor of a sequence, or for those at the same place of several (ONNX SequenceMap).</summary>
/// <param name="Body">The graph: a tensor of each sequence, and tensors that are the same every time → tensors of sequences.</param>
/// <param name="Given">How many inputs the node has in front of what the graph captures.</param>
public sealed record SequenceMap(Body Body, int Given) : ControlOp
{
    /// <inheritdoc/>
    public override string Type => "SequenceMap";
}
