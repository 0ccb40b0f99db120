using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import;

/// <summary>
/// A slice along one axis that begins at a place the data say and ends a constant number of places behind it: its shape is known all
/// the same, and it is a Gather.
/// </summary>
internal static class MovingSlice
{
    private const int Longest = 1 << 16;

    /// <summary>The inputs of the Gather and its axis, or null if the slice is none of these.</summary>
    /// <param name="graph">The graph that is being read.</param>
    /// <param name="node">The slice.</param>
    public static (Gather Op, string[] Inputs)? Of(GraphImport graph, NodeImport node)
    {
        if (node.Inputs.Count < 4 || node.Constant(1) is not null || node.Constant(3) is not { Length: 1 } axes
            || (node.Inputs.Count > 4 && node.Constant(4)?.ToInt64() is not [1])
            || Length(graph, node.Inputs[1], node.Inputs[2]) is not (> 0 and <= Longest and var length) || graph.TypeOf(node.Inputs[1])?.Shape is not [1])
        {
            return null;
        }

        var offsets = node.AddConstant(ModelTensor.Vector<long>([.. Enumerable.Range(0, (int)length).Select(i => (long)i)]));
        var start = graph.TypeOf(node.Inputs[1])!.Value.Type == ElementType.Int64
            ? node.Inputs[1]
            : node.AddNode(new Graph.Operators.Functions.Cast(ElementType.Int64), node.Inputs[1]);
        return (new Gather((int)axes.ToInt64()[0]), [node.Inputs[0], node.AddNode(new Add(), start, offsets)]);
    }

    // What is added to a start to give the end.
    private static long? Length(GraphImport graph, string start, string end)
    {
        if (graph.NodeOf(start) is { Op: Unsqueeze } from && graph.NodeOf(end) is { Op: Unsqueeze } to)
        {
            (start, end) = (from.Inputs[0], to.Inputs[0]);
        }

        return graph.NodeOf(end) is not { Op: Add } sum ? null
            : sum.Inputs[0] == start ? Number(graph, sum.Inputs[1])
            : sum.Inputs[1] == start ? Number(graph, sum.Inputs[0])
            : null;
    }

    private static long? Number(GraphImport graph, string value) => graph.ConstantOf(value) is { Length: 1 } number ? number.ToInt64()[0] : null;
}
