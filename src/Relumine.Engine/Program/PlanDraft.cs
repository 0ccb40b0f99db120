using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Program;

/// <summary>
/// The front half of every plan, before it chooses steps: which nodes are needed, who reads what, where values live, and
/// which activations are observed along which axis.
/// </summary>
internal sealed class PlanDraft
{
    private readonly DraftOptions _options;
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, List<Node>> _readers = [];
    private readonly HashSet<Node> _absorbed = new(ReferenceEqualityComparer.Instance);
    private readonly UnitAxis _axes;
    private int _next;

    /// <summary>Reads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputShapes">The shape of one sample, by input; null for what the model declares.</param>
    /// <param name="options">What is wanted of it.</param>
    public PlanDraft(Model model, IReadOnlyDictionary<string, Shape>? inputShapes, DraftOptions options)
    {
        (Graph, _options) = (model.Graph, options);
        Shapes = new ShapeInference(model, inputShapes);
        Nodes = Needed();
        foreach (var node in options.OnlyTheWay ? Nodes : Graph.Nodes)
        {
            foreach (var input in node.Inputs.Where(i => i.Length > 0))
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }

        _axes = new UnitAxis(Shapes, Nodes);
        Inputs = [.. Graph.Inputs.Select((input, i) => _values[input.Name] =
            new Value(_next++, input.Name, Shapes[input.Name]) { Residence = Residence.Input, Input = i }.Sharing(null))];
    }

    /// <summary>The graph.</summary>
    public ModelGraph Graph { get; }

    /// <summary>Types, shapes and constants.</summary>
    public ShapeInference Shapes { get; }

    /// <summary>The nodes that must be run, in order.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>What one sample takes, in multiply-adds and numbers touched.</summary>
    public double Work => Nodes.Where(n => n.Outputs.Any(o => o.Length > 0 && Shapes.Varies(o))).Sum(n => n.Op.Work(n, Shapes));

    /// <summary>The values of the graph's inputs.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The value of that name, made at first use.</summary>
    public Value ValueOf(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            value = _values[name] = new Value(_next++, name, Shapes[name])
            {
                Residence = Shapes.Varies(name) ? Residence.Arena : Residence.Constant,
                Constant = Shapes.Constant(name),
            }.Sharing(null);
        }

        return value;
    }

    /// <summary>The values of these names; null for one that is left out.</summary>
    public Value?[] ValuesOf(IEnumerable<string> names) => [.. names.Select(n => n.Length > 0 ? ValueOf(n) : null)];

    /// <summary>Memory of its own for something that is no value of the graph.</summary>
    public Value NewValue(string name, TensorType type) => new Value(_next++, name, type).Sharing(null);

    /// <summary>A constant that is no value of the graph.</summary>
    public Value NewConstant(string name, ModelTensor constant) =>
        new Value(_next++, name, new TensorType(constant.Type, constant.Shape)) { Residence = Residence.Constant, Constant = constant }.Sharing(null);

    /// <summary>Lets the output of a node that changes a shape alone share the memory of its input; false for other nodes.</summary>
    public bool TryShare(Node node)
    {
        var output = node.Outputs[0];
        if (!node.Op.IsReshape || node.Outputs.Count(o => o.Length > 0) != 1 || Shapes[node.Inputs[0]].Type != Shapes[output].Type)
        {
            return false;
        }

        Share(output, ValueOf(node.Inputs[0]));
        return true;
    }

    /// <summary>Lets a value of the graph share the memory of another.</summary>
    public void Share(string name, Value memory) => _values[name] = new Value(_next++, name, Shapes[name]).Sharing(memory);

    /// <summary>Whether a value must be there at the end.</summary>
    public bool IsOutput(string value) => _options.Outputs.Contains(value);

    /// <summary>The nodes that read a value, each as often as it does.</summary>
    public IReadOnlyList<Node> Readers(string value) => _readers.TryGetValue(value, out var readers) ? readers : [];

    /// <summary>The only node that reads a value, if there is one, which reads it once, and the value is not an output.</summary>
    public Node? OnlyReader(string value) => !IsOutput(value) && Readers(value) is [var reader] ? reader : null;

    /// <summary>Leaves a node to the step that is being made.</summary>
    public void Absorb(Node node) => _absorbed.Add(node);

    /// <summary>Whether a step that was made before has taken over a node.</summary>
    public bool IsAbsorbed(Node node) => _absorbed.Contains(node);

    /// <summary>Whether a node is an activation whose units are to be observed.</summary>
    public bool IsObserved(Node node) =>
        _options.Observe is not null && node.Op.IsActivation && Shapes.Varies(node.Outputs[0])
        && Shapes[node.Outputs[0]] is { Shape.ElementCount: > 0 } type && type.Type.IsFloat()
        && (_options.Layers is null || _options.Layers.Contains(node.Outputs[0]));

    /// <summary>The layer that an observed activation is.</summary>
    public ObservedLayer Layer(Node node)
    {
        var shape = Shapes[node.Inputs[0]].Shape;
        var (axis, kind) = _axes.Of(node.Inputs[0]);
        var units = shape.Rank == 0 ? 1 : shape[axis];
        var positions = units == 0 ? 0 : shape.ElementCount / units;
        return new ObservedLayer(node.Outputs[0], node.Inputs[0], node.Op.Type, (node.Op as Activate)?.Function, kind, units, positions)
        {
            Axis = axis,
            Slopes = SlopesOf(node, shape, axis, units),
            Statistics = new UnitStatistics(units, _options.Observe!.Value, positions > 1),
        };
    }

    // One slope for all, one a unit, or one a place.
    private double[]? SlopesOf(Node node, Shape shape, int axis, int units)
    {
        var at = Enumerable.Range(0, node.Inputs.Count).FirstOrDefault(i => node.Op.RoleOf(i) == InputRole.Slope, -1);
        if (at < 0 || Shapes.Constant(node.Inputs[at]) is not { Length: > 0 } weights)
        {
            return null;
        }

        var slopes = new double[units];
        var own = axis - (shape.Rank - weights.Shape.Rank);
        var isForEach = own >= 0 && weights.Shape[own] == units;
        var inner = isForEach ? weights.Shape.Product(own + 1, weights.Shape.Rank) : 1;
        for (var i = 0; i < weights.Length; i++)
        {
            var slope = weights.NumberAt(i);
            for (var (u, end) = isForEach ? (i / inner % units, (i / inner % units) + 1) : (0, units); u < end; u++)
            {
                slopes[u] = !(Math.Abs(slope) <= Math.Abs(slopes[u])) ? slope : slopes[u];
            }
        }

        return slopes;
    }

    private List<Node> Needed()
    {
        var values = new HashSet<string>(_options.Outputs);
        var nodes = new List<Node>();
        foreach (var node in Graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(o => Shapes.Varies(o) && values.Contains(o)) || (!_options.OnlyTheWay && IsObserved(node)))
            {
                nodes.Add(node);
                values.UnionWith(node.Inputs);
            }
        }

        nodes.Reverse();
        return nodes;
    }
}

/// <summary>What a plan wants of a model.</summary>
/// <param name="Outputs">The values that must be there at the end.</param>
/// <param name="Observe">What to gather of every unit of the observed activations; null to observe none.</param>
/// <param name="Layers">The activations to observe, by the name of their output; null for all.</param>
/// <param name="OnlyTheWay">
/// Whether the way to the outputs is all that counts. Otherwise observed activations beside it are run for their own sake,
/// and a value that a node beside it reads is not that of one reader alone.
/// </param>
internal sealed record DraftOptions(IReadOnlySet<string> Outputs, ProbeDetail? Observe, IReadOnlyCollection<string>? Layers, bool OnlyTheWay);
