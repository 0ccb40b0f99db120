using Relumine.Engine.Inference.Fusion;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Inference;

/// <summary>Turns a model into a list of steps: what is constant is computed, what nobody needs is left out, what can be fused is.</summary>
internal sealed class PlanBuilder
{
    private readonly ModelGraph _graph;
    private readonly PlanOptions _options;
    private readonly ShapeInference _shapes;
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, List<Node>> _readers = [];
    private readonly HashSet<string> _outputs;
    private readonly HashSet<Node> _absorbed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Node> _needed;
    private readonly UnitAxis _axes;
    private readonly List<ObservedLayer> _layers = [];

    /// <summary>Builds the steps.</summary>
    public PlanBuilder(Model model, PlanOptions options, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        (_graph, _options) = (model.Graph, options);
        _shapes = new ShapeInference(model, inputShapes);
        _outputs = [.. _graph.Outputs.Select(o => o.Name)];
        foreach (var node in _graph.Nodes)
        {
            foreach (var input in node.Inputs.Where(i => i.Length > 0))
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }

        _axes = new UnitAxis(_shapes, _graph);
        _needed = Needed();
        for (var i = 0; i < _graph.Inputs.Count; i++)
        {
            var type = _shapes[_graph.Inputs[i].Name];
            _values[_graph.Inputs[i].Name] = new Value(_values.Count, _graph.Inputs[i].Name, type) { Residence = Residence.Input, Input = i }.Sharing(null);
        }

        foreach (var node in _graph.Nodes.Where(n => _needed.Contains(n)))
        {
            if (!_absorbed.Contains(node))
            {
                Plan(node);
            }
        }

        Inputs = [.. _graph.Inputs.Select(i => _values[i.Name])];
        Outputs = [.. _graph.Outputs.Select(o => ValueOf(o.Name))];
    }

    /// <summary>The steps, in order.</summary>
    public List<StepPlan> Steps { get; } = [];

    /// <summary>The values of the inputs.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>The values of the outputs.</summary>
    public IReadOnlyList<Value> Outputs { get; }

    /// <summary>The layers that are observed.</summary>
    public IReadOnlyList<ObservedLayer> Layers => _layers;

    private HashSet<Node> Needed()
    {
        var values = new HashSet<string>(_outputs);
        var nodes = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in _graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(o => _shapes.Varies(o) && values.Contains(o)) || IsObserved(node))
            {
                nodes.Add(node);
                values.UnionWith(node.Inputs);
            }
        }

        return nodes;
    }

    private bool IsObserved(Node node) =>
        _options.Observe != Observation.None && node.Op.IsActivation && _shapes.Varies(node.Outputs[0])
        && _shapes[node.Outputs[0]].Type.IsFloat()
        && (_options.Layers is null || _options.Layers.Contains(node.Outputs[0]));

    private Value ValueOf(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            value = _values[name] = new Value(_values.Count, name, _shapes[name])
            {
                Residence = _shapes.Varies(name) ? Residence.Arena : Residence.Constant,
                Constant = _shapes.Constant(name),
            }.Sharing(null);
        }

        return value;
    }

    private void Plan(Node node)
    {
        if (node.Op.IsReshape && node.Outputs.Count(o => o.Length > 0) == 1 && _shapes[node.Inputs[0]].Type == _shapes[node.Outputs[0]].Type)
        {
            _values[node.Outputs[0]] = new Value(_values.Count, node.Outputs[0], _shapes[node.Outputs[0]]).Sharing(ValueOf(node.Inputs[0]));
            return;
        }

        if (_options.Fuse && DenseStart.Find(node, _shapes) is { } chain)
        {
            var layer = Grow(chain);
            Steps.Add(new DensePlan(chain, ValueOf(chain.Input), ValueOf(chain.Output), layer));
            return;
        }

        if (_options.Fuse && ConvolutionChain.Find(node, _shapes) is { } convolution)
        {
            var layer = Grow(convolution);
            Steps.Add(new ConvolutionPlan(convolution, ValueOf(convolution.Input), ValueOf(convolution.Output), layer));
            ValueOf(convolution.Output).IsChannelsLast = IsReadByConvolutions(convolution.Output);
            return;
        }

        Steps.Add(new OperatorPlan(node, [.. node.Inputs.Select(i => i.Length > 0 ? ValueOf(i) : null)], [.. node.Outputs.Select(o => o.Length > 0 ? ValueOf(o) : null)]));
        if (IsObserved(node))
        {
            var (axis, layer) = Watch(node);
            Steps.Add(new ObservePlan(layer, ValueOf(node.Inputs[0]), ValueOf(node.Outputs[0]), axis));
        }
    }

    /// <summary>Lets the chain absorb the nodes behind it, and returns the layer that its activation is, or −1.</summary>
    private int Grow(DenseChain chain)
    {
        while (!_outputs.Contains(chain.Output) && _readers.GetValueOrDefault(chain.Output) is [var next])
        {
            // A unit with several values in one sample is not a row of the product, so its probe must see samples.
            if (IsObserved(next) && chain.RowsPerSample != 1)
            {
                break;
            }

            if (!Absorbers.All.Any(a => a.Absorb(chain, next, _shapes)))
            {
                break;
            }

            _absorbed.Add(next);
            chain.Output = next.Outputs[0];
            if (IsObserved(next))
            {
                return Watch(next).Layer;
            }
        }

        return -1;
    }

    /// <summary>The same for a convolution, whose probe knows channels.</summary>
    private int Grow(ConvolutionChain chain)
    {
        var layer = -1;
        while (!_outputs.Contains(chain.Output) && _readers.GetValueOrDefault(chain.Output) is [var next] && next.Inputs.Count(i => i == chain.Output) == 1
            && chain.Absorb(next, _shapes))
        {
            _absorbed.Add(next);
            layer = IsObserved(next) ? Watch(next).Layer : layer;
        }

        return layer;
    }

    // Whether the channels of a value may be side by side, because nobody reads it who does not know.
    private bool IsReadByConvolutions(string value) =>
        !_outputs.Contains(value) && _readers.GetValueOrDefault(value) is { } readers
        && readers.TrueForAll(r => r.Inputs[0] == value && r.Inputs.Count(i => i == value) == 1 && ConvolutionChain.Find(r, _shapes) is not null);

    private (int Axis, int Layer) Watch(Node node)
    {
        var shape = _shapes[node.Inputs[0]].Shape;
        var (axis, kind) = _axes.Of(node.Inputs[0]);
        var units = shape.Rank == 0 ? 1 : shape[axis];
        var positions = units == 0 ? 0 : shape.ElementCount / units;
        _layers.Add(new ObservedLayer(node.Outputs[0], node.Inputs[0], node.Op.Type, (node.Op as Activate)?.Function, kind, units, positions)
        {
            Axis = axis,
            Statistics = new UnitStatistics(units, _options.Observe == Observation.Full ? ProbeDetail.Full : ProbeDetail.Firing, positions > 1),
        });
        return (axis, _layers.Count - 1);
    }
}
