using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>A node of a file, as operators read it.</summary>
internal sealed class NodeImport : NodeReader
{
    private readonly GraphImport _graph;
    private readonly Attributes _attributes;

    /// <summary>Wraps a node; <paramref name="name"/> is its name, given or made up.</summary>
    public NodeImport(GraphImport graph, NodeProto proto, string name)
    {
        _graph = graph;
        (Type, Name) = (proto.OpType, name);
        Inputs = WithoutTrailingEmpty(proto.Input);
        Outputs = WithoutTrailingEmpty(proto.Output);
        _attributes = new Attributes(proto.Attribute, $"{proto.OpType} '{name}'");
        if (Version < 7)
        {
            // Which memory might be used again.
            _ = _attributes.Has("consumed_inputs");
        }

    }

    public override string Type { get; }

    public override string Name { get; }

    public override int Version => _graph.Opset;

    public override IList<string> Inputs { get; }

    public override IList<string> Outputs { get; }

    /// <summary>Attributes that the operator did not read.</summary>
    public IEnumerable<string> Unread => _attributes.Unread;

    public override bool Has(string attribute) => _attributes.Has(attribute);

    public override long Int(string attribute, long otherwise) => _attributes.Int(attribute) ?? otherwise;

    public override float Float(string attribute, float otherwise) => _attributes.Float(attribute) ?? otherwise;

    public override string Text(string attribute, string otherwise) => _attributes.Text(attribute) ?? otherwise;

    public override long[]? Ints(string attribute) => _attributes.Ints(attribute);

    public override float[]? Floats(string attribute) => _attributes.Floats(attribute);

    public override string[]? Texts(string attribute) => _attributes.Texts(attribute);

    /// <summary>A graph attribute, read; what it takes from the graph around it becomes further inputs of the node.</summary>
    public Body? Body(string attribute)
    {
        if (_attributes.Graph(attribute) is not { } proto)
        {
            return null;
        }

        var (body, captured) = _graph.ReadBody(proto, this);
        foreach (var name in captured)
        {
            Inputs.Add(name);
        }

        return body;
    }

    public override ModelTensor? Tensor(string attribute) => _attributes.Tensor(attribute);

    public override ModelTensor? Constant(int i) => i < Inputs.Count && Inputs[i].Length > 0 ? _graph.Weight(_graph.Resolve(Inputs[i])) : null;

    public override int? Rank(int i) => i < Inputs.Count && Inputs[i].Length > 0 ? _graph.TypeOf(Inputs[i])?.Shape.Rank : null;

    public override string AddAxes(int i, params ReadOnlySpan<int> axes) =>
        AddNode(new Unsqueeze(), Inputs[i], AddConstant(ModelTensor.Vector<long>([.. axes.ToArray().Select(a => (long)a)])));

    public override string AddConstant(ModelTensor value) => _graph.Weights.Add(Name, value);

    public override string AddNode(Op op, params string[] inputs) => _graph.AddNode(this, op, inputs);

    /// <summary>An optional value at the end that is left out may be written or not; both mean the same.</summary>
    private static List<string> WithoutTrailingEmpty(IEnumerable<string> names)
    {
        var list = names.ToList();
        while (list.Count > 0 && list[^1].Length == 0)
        {
            list.RemoveAt(list.Count - 1);
        }

        return list;
    }
}
