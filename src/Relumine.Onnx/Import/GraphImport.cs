using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Turns a <c>GraphProto</c> into a graph and its weights.</summary>
internal sealed class GraphImport
{
    private readonly GraphProto _proto;
    private readonly Opsets _opsets;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    /// <summary>Prepares the import; <paramref name="external"/> is where external data lie.</summary>
    public GraphImport(GraphProto proto, Opsets opsets, ExternalData external)
    {
        (_proto, _opsets) = (proto, opsets);
        if (proto.SparseInitializer.Count > 0)
        {
            throw new UnsupportedException(
                $"The weight '{proto.SparseInitializer[0].Values?.Name}' is sparse; Relumine has dense tensors only. Export the model with dense weights."
            );
        }

        foreach (var node in proto.Node)
        {
            _nodeNames.Add(node.Name);
            _values.UnionWith(node.Input);
            _values.UnionWith(node.Output);
        }

        _values.UnionWith(proto.Initializer.Select(w => w.Name));
        _values.UnionWith(proto.Input.Select(i => i.Name));
        Weights = new WeightImport(proto, external, FreeValue);
    }

    /// <summary>The opset of the file.</summary>
    public int Opset => _opsets.Version;

    /// <summary>The constants.</summary>
    public WeightImport Weights { get; }

    /// <summary>Imports everything.</summary>
    /// <exception cref="GraphException">The graph contradicts itself.</exception>
    /// <exception cref="UnsupportedException">It says something that Relumine cannot.</exception>
    public (ModelGraph Graph, Dictionary<string, ModelTensor> Weights) Read()
    {
        var named = Name(_proto.Node);
        foreach (var (node, name) in named)
        {
            _opsets.Require(node, name);
            if (node.OpType == "Constant")
            {
                AddConstant(node, name);
            }
        }

        foreach (var (node, name) in named.Where(n => n.Node.OpType != "Constant"))
        {
            Add(node, name);
        }

        // A weight may be declared as an input too; old files had to.
        var inputs = _proto.Input.Where(i => !Weights.Contains(i.Name)).Select(i => ValueImport.Read(i, "input")).ToArray();
        var outputs = _proto.Output.Select(o => ValueImport.Read(o, "output")).ToArray();
        if (outputs.Length == 0)
        {
            throw new GraphException("The graph has no outputs. The file is incomplete; export it again.");
        }

        // A value that is made twice has no place in an order, so that comes first.
        var graph = new ModelGraph(_proto.Name, inputs, outputs, _nodes.ToArray());
        GraphCheck.MadeOnce(graph, Weights.Contains);
        graph = graph with { Nodes = TopologicalOrder.Sort(_nodes) };
        GraphCheck.Check(graph, Weights.Contains);
        return (graph, Used(graph));
    }

    /// <summary>Adds a node in front of the one that is being read.</summary>
    public string AddNode(NodeImport before, Op op, string[] inputs)
    {
        var output = FreeValue($"{before.Name}/{op.Type}");
        _nodes.Add(new Node(FreeNodeName($"{before.Name}/{op.Type}"), op, inputs, new ValueArray<string>(output)));
        return output;
    }

    private void Add(NodeProto proto, string name)
    {
        var prototype = OperatorCatalogue.Find(proto.OpType) ?? throw _opsets.Unknown(proto, name, OthersUnknown(proto));
        if (prototype.Since > Opset)
        {
            throw _opsets.TooNew(proto, name, prototype.Since);
        }

        var reader = new NodeImport(this, proto, name);
        var op = Read(prototype, reader);
        if (reader.Unread.FirstOrDefault() is { } unread)
        {
            throw reader.Refuse($"the attribute '{unread}' is not known", "Export the model without it.");
        }

        var node = new Node(name, op, reader.Inputs.ToArray(), reader.Outputs.ToArray());
        GraphCheck.CheckNode(node);
        _nodes.Add(node);
    }

    private string[] OthersUnknown(NodeProto but) =>
        [
            .. _proto
                .Node.Select(n => n.OpType)
                .Where(t => t != but.OpType && t != "Constant" && OperatorCatalogue.Find(t) is null)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static Op Read(Op prototype, NodeImport reader)
    {
        try
        {
            return prototype.Read(reader);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
        {
            throw new GraphException($"{reader.Type} '{reader.Name}': {e.Message.TrimEnd('.')}. The model is inconsistent; check how it was exported.", e);
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
        foreach (var value in graph.Nodes.SelectMany(n => n.Inputs).Concat(graph.Outputs.Select(o => o.Name)))
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
