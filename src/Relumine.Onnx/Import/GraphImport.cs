using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import.Compositions;

namespace Relumine.Onnx.Import;

/// <summary>Turns a <c>GraphProto</c> into a graph and its weights.</summary>
internal sealed partial class GraphImport : IComposing
{
    private readonly GraphProto _proto;
    private readonly Opsets _opsets;
    private readonly bool _keepUnread;
    private readonly ExternalData _external;
    private readonly GraphImport? _around;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private KnownTypes? _types;
    private UnsupportedException? _refusedOutput;

    /// <summary>Prepares the import.</summary>
    /// <param name="proto">The graph in the file.</param>
    /// <param name="opsets">The operator sets of the file.</param>
    /// <param name="external">Where external data lie.</param>
    /// <param name="keepUnread">Whether nodes that cannot be read stay as such.</param>
    /// <param name="around">The graph around this one, if it is that of a node.</param>
    public GraphImport(GraphProto proto, Opsets opsets, ExternalData external, bool keepUnread, GraphImport? around = null)
    {
        (_proto, _opsets, _external, _keepUnread, _around) = (proto, opsets, external, keepUnread, around);
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
        Narrow = new NarrowValues(proto);
    }

    /// <summary>The opset of the file.</summary>
    public int Opset => _opsets.Version;

    /// <summary>The constants.</summary>
    public WeightImport Weights { get; }

    private NarrowValues Narrow { get; }

    /// <summary>The narrow type of a value in the file; null if it has none.</summary>
    public NarrowType? NarrowOf(string value) => Narrow.Of(value);

    /// <summary>Says that a value is of a narrow type.</summary>
    public void SetNarrow(string value, NarrowType? type) => Narrow.Set(value, type);

    /// <summary>Imports everything.</summary>
    /// <exception cref="GraphException">The graph contradicts itself.</exception>
    /// <exception cref="UnsupportedException">It says something that Relumine cannot.</exception>
    public (ModelGraph Graph, Dictionary<string, ModelTensor> Weights) Read()
    {
        ReadNodes();

        // A weight may be declared as an input too; old files had to.
        var inputs = _proto.Input.Where(i => !Weights.Contains(i.Name)).Select(i => ValueImport.Read(i, "input")).ToArray();
        var outputs = _proto.Output.Select(ReadOutput).OfType<ValueInfo>().ToArray();
        foreach (var output in outputs)
        {
            Round(output);
        }

        if (outputs.Length == 0)
        {
            throw (Exception?)_refusedOutput ?? new GraphException("The graph has no outputs. The file is incomplete; export it again.");
        }

        // A value that is made twice has no place in an order, so that comes first.
        var graph = new ModelGraph(_proto.Name, inputs, outputs, _nodes.ToArray());
        GraphCheck.MadeOnce(graph, Weights.Contains);
        graph = graph with { Nodes = TopologicalOrder.Sort(_nodes) };
        GraphCheck.Check(graph, Weights.Contains);
        return (graph, Used(graph));
    }

    /// <summary>Reads a graph inside of a node, and says which values of this one it takes, in the order of its captures.</summary>
    public (Body Body, List<string> Captured) ReadBody(GraphProto proto, NodeImport node)
    {
        var inner = new GraphImport(proto, _opsets, _external, _keepUnread, this);
        inner.ReadNodes();
        var nodes = TopologicalOrder.Sort(inner._nodes);
        string[] inputs = [.. proto.Input.Select(i => i.Name)];
        string[] outputs = [.. proto.Output.Select(o => inner.Resolve(o.Name))];
        var own = new HashSet<string>([.. inputs, .. nodes.SelectMany(n => n.Outputs)], StringComparer.Ordinal);
        List<string> captures = [];
        List<string> captured = [];
        foreach (var name in nodes.SelectMany(n => n.Inputs).Concat(outputs).Where(n => n.Length > 0 && own.Add(n)))
        {
            // Constants of the inner graph become those of this one.
            captures.Add(name);
            captured.Add(inner.Weights.Find(name) is { } constant ? node.AddConstant(constant) : name);
        }

        return (new Body(inputs, captures.ToArray(), outputs, nodes), captured);
    }

    /// <summary>A constant of this graph, or of one around it.</summary>
    public ModelTensor? Weight(string name) => Weights.Find(name) ?? _around?.Weight(name);

    /// <summary>The type and shape of a value, symbolic dimensions being 1, as far as the nodes that were read tell it; null if they do not.</summary>
    public TensorType? TypeOf(string value) => (_types ??= new KnownTypes(_proto.Input, Weights)).Of(Resolve(value), _nodes);

    /// <summary>Adds a node in front of the one that is being read.</summary>
    public string AddNode(NodeReader before, Op op, string[] inputs) => AddNode(before, op, inputs, 1)[0];

    /// <summary>Adds a node with several outputs in front of the one that is being read.</summary>
    public string[] AddNode(NodeReader before, Op op, string[] inputs, int outputs)
    {
        string[] values = [.. Enumerable.Range(0, outputs).Select(_ => FreeValue($"{before.Name}/{op.Type}"))];
        Append(new Node(FreeNodeName($"{before.Name}/{op.Type}"), op, inputs, values));
        return values;
    }

    /// <summary>Adds a node that makes an output of the one that is being read.</summary>
    public void AddResult(NodeReader of, int output, Op op, string[] inputs) =>
        Append(new Node(output == 0 ? of.Name : FreeNodeName($"{of.Name}/{op.Type}"), op, inputs, new ValueArray<string>(of.Outputs[output])));

    /// <summary>The value if it is constant, or small and made of small constants; otherwise null.</summary>
    public ModelTensor? ConstantOf(string value) => Weight(Resolve(value)) ?? (TypeOf(value) is null ? null : _types!.Constant(Resolve(value)));

    /// <summary>The operator that makes a value, among the nodes that were read; null for none.</summary>
    public Op? MakerOf(string value) => NodeOf(value)?.Op;

    /// <summary>The node that makes a value, among those that were read; null for none.</summary>
    public Node? NodeOf(string value) => _makers.GetValueOrDefault(Resolve(value));

    /// <summary>The name under which a value is known: that of the narrow value if it is one widened.</summary>
    public string Resolve(string value) => _aliases.GetValueOrDefault(value, value);

    // What the file does not say of an output follows from what makes it.
    private ValueInfo? ReadOutput(ValueInfoProto output)
    {
        if (output is { Name.Length: > 0 } && ValueImport.SaysNothing(output) && TypeOf(output.Name) is { } type)
        {
            return new ValueInfo(output.Name, type.Type, default) { RankKnown = false };
        }

        try
        {
            return ValueImport.Read(output, "output");
        }
        catch (UnsupportedException e) when (_keepUnread)
        {
            _refusedOutput ??= e;
            return null;
        }
    }

    // An output of a narrow type is rounded to it, or keeps its low bits.
    private void Round(ValueInfo output)
    {
        var at = _nodes.FindIndex(n => n.Outputs.Contains(output.Name));
        if (output.Stored is { } narrow && at >= 0 && _nodes[at].Op is not Cast { Via: not null })
        {
            var wide = FreeValue(output.Name + "/wide");
            _nodes[at] = _nodes[at] with { Outputs = _nodes[at].Outputs.Select(o => o == output.Name ? wide : o).ToArray() };
            Append(new Node(FreeNodeName(output.Name + "/Cast"), new Cast(output.Type, narrow), new ValueArray<string>(wide),
                new ValueArray<string>(output.Name)));
        }
    }

    // A narrow value is computed with in the wider type already.
    private bool TryAlias(NodeImport reader, Op op)
    {
        if (op is not Cast { Via: null } cast || Narrow.Of(reader.Inputs[0]) is not { } narrow || narrow.Holder() != cast.To
            || _proto.Output.Any(o => o.Name == reader.Outputs[0]))
        {
            return false;
        }

        _aliases[reader.Outputs[0]] = Resolve(reader.Inputs[0]);
        return true;
    }

    private Node Resolved(Node node) =>
        _aliases.Count > 0 && node.Inputs.Any(_aliases.ContainsKey) ? node with { Inputs = node.Inputs.Select(Resolve).ToArray() } : node;

    private void Append(Node node)
    {
        node = Resolved(node);
        GraphCheck.CheckNode(node);
        _nodes.Add(node);
        foreach (var output in node.Outputs)
        {
            _makers.TryAdd(output, node);
        }
    }

    private void ReadNodes()
    {
        var named = Name(_proto.Node);
        foreach (var (node, name) in named)
        {
            if (node.OpType == "Constant")
            {
                _opsets.Require(node, name);
                AddConstant(node, name);
            }
        }

        foreach (var (node, name) in named.Where(n => n.Node.OpType != "Constant"))
        {
            TryAdd(node, name);
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            // A value may be read before the node that widens it comes.
            _nodes[i] = Resolved(_nodes[i]);
        }
    }

    private void TryAdd(NodeProto proto, string name)
    {
        try
        {
            _opsets.Require(proto, name);
            Add(proto, name);
        }
        catch (UnsupportedException e) when (_keepUnread)
        {
            _nodes.Add(new Node(name, new UnreadOp(proto.OpType, e.Message), proto.Input.ToArray(), proto.Output.ToArray()));
        }
    }

    private void Add(NodeProto proto, string name)
    {
        var prototype = OperatorCatalogue.Find(proto.OpType);
        var composition = prototype is null ? CompositionCatalogue.Find(proto.OpType) : null;
        var reader = new NodeImport(this, proto, name);
        var control = prototype is null && composition is null ? Read(() => ControlImport.Read(reader), reader) : null;
        var since = prototype?.Since ?? composition?.Since ?? control?.Since ?? throw _opsets.Unknown(proto, name, OthersUnknown(proto));
        if (since > Opset)
        {
            throw _opsets.TooNew(proto, name, since);
        }

        if (control is not null)
        {
            Append(new Node(name, control, reader.Inputs.ToArray(), reader.Outputs.ToArray()));
        }
        else if (prototype is null)
        {
            Read(composition!, reader);
        }
        else
        {
            var op = Read(prototype, reader);
            if (op is Slice && MovingSlice.Of(this, reader) is { } moving)
            {
                op = moving.Op;
                reader.Inputs.Clear();
                foreach (var input in moving.Inputs)
                {
                    reader.Inputs.Add(input);
                }
            }

            if (!TryAlias(reader, op))
            {
                Add(reader, op);
            }
        }

        if (reader.Unread.FirstOrDefault() is { } unread)
        {
            throw reader.Refuse($"the attribute '{unread}' is not known", "Export the model without it.");
        }
    }

    private void Add(NodeImport reader, Op op)
    {
        if (reader.Outputs is ["", ..])
        {
            // A result that nobody wants, in front of others.
            reader.Outputs[0] = FreeValue(reader.Name + "/unused");
        }

        string[] outputs = [.. reader.Outputs];
        var result = outputs.Length > 0 ? outputs[0] : "";
        Cast? back = outputs.Length > 0 && Narrow.Through(reader, op) is { } narrow
            ? new Cast(narrow.Holder(), narrow, SmallFloat.Of(narrow) is null ? default : Cast.RoundingOf(reader)) : null;
        if (op is MaxPool or Resize && TypeOf(reader.Inputs[0]) is { Type: var type } && !type.IsFloat())
        {
            reader.Inputs[0] = AddNode(reader, new Cast(), [reader.Inputs[0]]);
            back = new Cast(type);
        }

        if (back is not null)
        {
            // What the file computes with few bits keeps those only.
            outputs[0] = FreeValue(result + "/wide");
        }

        Append(new Node(reader.Name, op, reader.Inputs.ToArray(), outputs));
        if (back is not null)
        {
            Append(new Node(FreeNodeName(reader.Name + "/Cast"), back, new ValueArray<string>(outputs[0]), new ValueArray<string>(result)));
        }
    }

    private string[] OthersUnknown(NodeProto but) =>
        [
            .. _proto
                .Node.Select(n => n.OpType)
                .Where(t => t != but.OpType && t != "Constant" && OperatorCatalogue.Find(t) is null && CompositionCatalogue.Find(t) is null)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private void Read(IComposition composition, NodeImport reader) => Read(() =>
    {
        composition.Compose(new Composer(this, reader));
        return 0;
    }, reader);

    private static Op Read(Op prototype, NodeImport reader) => Read(() => prototype.Read(reader), reader);

    private static T Read<T>(Func<T> read, NodeImport reader)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or InvalidOperationException)
        {
            throw new GraphException($"{reader.Type} '{reader.Name}': {e.Message.TrimEnd('.')}. The model is inconsistent; check how it was exported.", e);
        }
    }
}
