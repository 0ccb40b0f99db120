using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Export;

/// <summary>Turns a graph and its weights into a <c>GraphProto</c>.</summary>
internal sealed class GraphExport
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly GraphProto _proto = new();
    private readonly WeightExport _weights;
    private readonly ValueTypes _types;
    private readonly Dictionary<string, string> _wide = new(StringComparer.Ordinal);

    /// <summary>Writes everything.</summary>
    /// <param name="model">A checked model.</param>
    /// <param name="weights">Writes the weights.</param>
    /// <param name="lowestOpset">The opset may not be lower than this.</param>
    public GraphExport(Model model, WeightExport weights, int lowestOpset)
    {
        _weights = weights;
        _types = new ValueTypes(model);
        var graph = model.Graph;
        Opset = Math.Max(lowestOpset, graph.Nodes.Select(n => Lowest(Lowered(n))).DefaultIfEmpty().Max());

        // What the model came from could read newer operators if it was newer itself.
        var readable = Math.Max(Opset, Math.Min(model.Opset, Op.InternalOpset));
        TakeNames(graph);
        _proto.Name = graph.Name.Length > 0 ? graph.Name : "graph";
        _proto.Input.AddRange(graph.Inputs.Select(Declare));
        _proto.Output.AddRange(graph.Outputs.Select(Declare));
        WriteWeights(model);
        foreach (var input in graph.Inputs.Where(i => i.Stored is not null))
        {
            AddWide(input.Name, input.Type);
        }

        foreach (var node in graph.Nodes)
        {
            Write(Lowered(node) is var lowered && _wide.Count == 0 ? lowered : lowered with { Inputs = lowered.Inputs.Select(Wide).ToArray() }, readable);
        }
    }

    /// <summary>What was written.</summary>
    public GraphProto Proto => _proto;

    /// <summary>The lowest opset that can say it.</summary>
    public int Opset { get; private set; }

    /// <summary>Adds a node.</summary>
    public void Add(NodeProto node) => _proto.Node.Add(node);

    /// <summary>Adds a constant and returns its name, made of a proposal.</summary>
    public string AddWeight(string proposal, ModelTensor value)
    {
        var name = FreeName(proposal);
        _proto.Initializer.Add(_weights.Write(name, value));
        return name;
    }

    /// <summary>A name that neither a value nor a node has yet, made of a proposal.</summary>
    public string FreeName(string proposal)
    {
        var name = proposal;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{proposal}_{i}");
        }

        return name;
    }

    /// <summary>The lowest opset that can say a node in one way or another.</summary>
    private int Lowest(Node node) => node.Op is Activate { Function.Card: var card }
        ? ActivationExport.LowestOpset(card)
        : node.Op.FormSince([.. node.Inputs.Select(i => _types[i])]);

    // Operators that exist while learning only leave as what they are afterwards.
    private static Node Lowered(Node node) => node.Op.Lower() is var op && ReferenceEquals(op, node.Op) ? node : node with { Op = op };

    private void Write(Node node, int readable)
    {
        if (node.Op is Activate { Function.Card: var card })
        {
            var form = ActivationExport.Form(card, readable);
            Opset = Math.Max(Opset, form.SinceVersion);
            if (form.Single is null)
            {
                ActivationExport.Write(node, form, _types[node.Inputs[0]] ?? ElementType.Float32, this);
                return;
            }
        }

        var proto = new NodeProto { OpType = node.Op.Type, Name = node.Name };
        proto.Input.AddRange(node.Inputs);
        proto.Output.AddRange(node.Outputs);
        node.Op.Write(new NodeExport(proto));
        Add(proto);
        if (node.Op is Cast { Via: not null } cast)
        {
            AddWide(node.Outputs[0], cast.To);
        }
    }

    // What a file holds in a narrow type is read in the wider one that it is computed in.
    private void AddWide(string value, ElementType type)
    {
        var proto = new NodeProto { OpType = "Cast", Name = FreeName(value + "/Cast") };
        proto.Input.Add(value);
        proto.Output.Add(_wide[value] = FreeName(value + "/wide"));
        new Cast(type).Write(new NodeExport(proto));
        Add(proto);
    }

    private string Wide(string value) => _wide.GetValueOrDefault(value, value);

    private void TakeNames(ModelGraph graph)
    {
        _names.UnionWith(graph.Inputs.Select(i => i.Name));
        foreach (var node in graph.Nodes)
        {
            _names.Add(node.Name);
            _names.UnionWith(node.Inputs);
            _names.UnionWith(node.Outputs);
        }
    }

    /// <summary>Writes the weights that something reads, in the order of reading, so that the same model gives the same bytes.</summary>
    private void WriteWeights(Model model)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in model.Graph.Nodes.SelectMany(n => n.Inputs).Concat(model.Graph.Outputs.Select(o => o.Name)))
        {
            if (model.Weights.TryGetValue(name, out var weight) && written.Add(name))
            {
                _proto.Initializer.Add(_weights.Write(name, weight));
            }
        }
    }

    /// <summary>A declaration as a file has it.</summary>
    public static ValueInfoProto Declare(ValueInfo value)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = value.Stored is { } narrow ? (int)narrow : (int)value.Type };
        if (value.RankKnown)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.AddRange(value.Dims.Select(Declare));
        }

        return new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = tensor } };
    }

    private static TensorShapeProto.Types.Dimension Declare(Dimension dimension)
    {
        var proto = new TensorShapeProto.Types.Dimension();
        if (dimension.Size is { } size)
        {
            proto.DimValue = size;
        }
        else if (dimension.Symbol is { } symbol)
        {
            proto.DimParam = symbol;
        }

        return proto;
    }
}
