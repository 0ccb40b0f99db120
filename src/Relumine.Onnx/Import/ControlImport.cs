using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Control;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Onnx.Import;

/// <summary>Reads operators that hold graphs.</summary>
internal static class ControlImport
{
    /// <summary>The operator, or null if the node is none of them.</summary>
    /// <exception cref="GraphException">It has no graph.</exception>
    public static ControlOp? Read(NodeImport node) => node.Type switch
    {
        "If" => new If(Body(node, "then_branch"), Body(node, "else_branch")),
        "Loop" => Loop(node),
        "Scan" => Scan(node),
        "SequenceMap" => Map(node),
        "SequenceEmpty" => Empty(node),
        "SequenceConstruct" => new SequenceOp(SequenceAction.Construct),
        "SequenceInsert" => new SequenceOp(SequenceAction.Insert),
        "SequenceErase" => new SequenceOp(SequenceAction.Erase),
        "SequenceAt" => new SequenceOp(SequenceAction.At),
        "SequenceLength" => new SequenceOp(SequenceAction.Length),
        "SplitToSequence" => new SequenceOp(SequenceAction.Split, node.Axis("axis", 0), node.Flag("keepdims", true)),
        "ConcatFromSequence" => new SequenceOp(SequenceAction.Concat, node.Axis("axis", 0), !node.Flag("new_axis")),
        _ => null,
    };

    private static SequenceOp Empty(NodeImport node)
    {
        // Of what type it would be.
        _ = node.Has("dtype");
        return new SequenceOp(SequenceAction.Empty);
    }

    private static SequenceMap Map(NodeImport node)
    {
        var given = node.Inputs.Count;
        return new SequenceMap(Body(node, "body"), given);
    }

    private static Loop Loop(NodeImport node)
    {
        // Captured values come behind the states, which may leave out the number of turns and the condition.
        while (node.Inputs.Count < 2)
        {
            node.Inputs.Add("");
        }

        return new Loop(Body(node, "body"));
    }

    private static Scan Scan(NodeImport node)
    {
        if (node.Version < 9)
        {
            throw node.Refuse("its form of opset 8 has sequences of different lengths", "Export the model with opset 9 or later.");
        }

        var sliced = node.Axis("num_scan_inputs", 1);
        return new Scan(
            Body(node, "body"), sliced, Numbers(node, "scan_input_axes"), Numbers(node, "scan_input_directions"), Numbers(node, "scan_output_axes"),
            Numbers(node, "scan_output_directions"));
    }

    private static int[] Numbers(NodeImport node, string attribute) => node.Narrow(attribute, node.Ints(attribute) ?? []);

    private static Body Body(NodeImport node, string attribute) =>
        node.Body(attribute)
        ?? throw new GraphException($"{node.Type} '{node.Name}' has no {attribute}. The file is damaged; export it again.");
}
