using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <content>Constants, the weights that are read, and names.</content>
internal sealed partial class GraphImport
{
    /// <summary>Makes inputs weights.</summary>
    /// <exception cref="RelumineException">There is no such input.</exception>
    public void Give(IReadOnlyDictionary<string, ModelTensor> constants)
    {
        foreach (var (name, value) in constants)
        {
            if (_proto.Input.All(i => i.Name != name))
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"There is no input '{name}' to be given. The model has {string.Join(", ", _proto.Input.Select(i => $"'{i.Name}'"))}."
                );
            }

            Weights.Give(name, value);
        }
    }

    private void AddConstant(NodeProto node, string name)
    {
        if (node.Output is not [{ Length: > 0 } output] || node.Input.Count > 0)
        {
            throw new GraphException(
                $"Constant '{name}' has {node.Input.Count} inputs and {node.Output.Count} outputs; expected none and one. The file is damaged; export it again."
            );
        }

        if (Weights.Contains(output))
        {
            throw new GraphException(
                $"The value '{output}' comes from Constant '{name}' and from another weight too. Every value must be made exactly once; export the model again."
            );
        }

        Weights.Add(output, node, name);
    }

    /// <summary>The weights that the graph reads, loaded.</summary>
    private Dictionary<string, ModelTensor> Used(ModelGraph graph)
    {
        var weights = new Dictionary<string, ModelTensor>(StringComparer.Ordinal);
        foreach (var value in graph.Nodes.Where(n => n.Op is not UnreadOp).SelectMany(n => n.Inputs).Concat(graph.Outputs.Select(o => o.Name)))
        {
            if (!weights.ContainsKey(value) && Weights.Find(value) is { } tensor)
            {
                weights.Add(value, tensor);
            }
        }

        return weights;
    }

    /// <summary>Gives names to nodes that have none or share one.</summary>
    private (NodeProto Node, string Name)[] Name(IEnumerable<NodeProto> nodes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. nodes.Select((node, i) => (node, node.Name.Length > 0 && seen.Add(node.Name)
            ? node.Name
            : FreeNodeName(string.Create(CultureInfo.InvariantCulture, $"{node.OpType}_{i}"))))];
    }

    private string FreeNodeName(string proposal) => Free(_nodeNames, proposal);

    private string FreeValue(string proposal) => Free(_values, proposal);

    private static string Free(HashSet<string> taken, string proposal)
    {
        var name = proposal;
        for (var i = 2; !taken.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{proposal}_{i}");
        }

        return name;
    }
}
