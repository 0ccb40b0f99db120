using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Patterns;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Gradients;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Planning;

/// <summary>Turns a model into the steps of a forward pass, and these into the steps of a backward pass.</summary>
internal sealed class TrainingBuilder
{
    private readonly Dictionary<string, Value> _values = [];
    private readonly Dictionary<string, List<Node>> _readers = [];
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly HashSet<string> _trainable = [];
    private readonly HashSet<string> _kept;
    private readonly HashSet<Node> _absorbed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Value> _differentiated = [];
    private readonly HashSet<Parameter> _begun = [];
    private readonly List<TrainedLayer> _layers = [];
    private readonly UnitAxis _axes;
    private int _next;

    /// <summary>Plans the forward pass.</summary>
    /// <param name="model">The model; its weights are the caller's copies and will be changed.</param>
    /// <param name="options">How.</param>
    /// <exception cref="GraphException">The model contradicts itself, or has no output of that name.</exception>
    /// <exception cref="UnsupportedException">Something between a parameter and the loss has no gradient.</exception>
    public TrainingBuilder(Model model, TrainingPlanOptions options)
    {
        (Model, Options) = (model, options);
        Shapes = new ShapeInference(model, null);
        var output = options.Output ?? model.Graph.Outputs[0].Name;
        if (!model.Graph.Outputs.Any(o => o.Name == output))
        {
            throw new GraphException($"The model has no output '{output}'. It has {string.Join(", ", model.Graph.Outputs.Select(o => o.Name))}.");
        }

        var needed = Needed(output);
        foreach (var node in needed)
        {
            foreach (var input in node.Inputs.Where(i => i.Length > 0))
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }

        _kept = [output];
        _axes = new UnitAxis(Shapes, model.Graph);
        Inputs = [.. model.Graph.Inputs.Select((input, i) => _values[input.Name] =
            new Value(_next++, input.Name, Shapes[input.Name]) { Residence = Residence.Input, Input = i }.Sharing(null))];
        FindTrainable(needed);
        foreach (var node in needed.Where(n => !_absorbed.Contains(n)))
        {
            Plan(node);
        }

        Output = ValueOf(output);
    }

    /// <summary>The model that learns.</summary>
    public Model Model { get; }

    /// <summary>How it is to learn.</summary>
    public TrainingPlanOptions Options { get; }

    /// <summary>Types, shapes and constants.</summary>
    public ShapeInference Shapes { get; }

    /// <summary>The values of the inputs.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>What the loss looks at.</summary>
    public Value Output { get; }

    /// <summary>The forward steps, in order.</summary>
    public List<TrainingStep> Steps { get; } = [];

    /// <summary>What is learned, in the order of first use.</summary>
    public IEnumerable<Parameter> Parameters => _parameters.Values;

    /// <summary>The watched layers, from input to output.</summary>
    public IReadOnlyList<TrainedLayer> Layers => _layers;

    /// <summary>The values whose gradients somebody needs.</summary>
    public ISet<Value> Differentiated => _differentiated;

    /// <summary>Whether a weight is learned.</summary>
    public bool IsTrainable(string weight) => _trainable.Contains(weight);

    /// <summary>How many nodes read a value.</summary>
    public int Uses(string value) => _readers.TryGetValue(value, out var readers) ? readers.Count : 0;

    /// <summary>The only node that reads a value, if there is one and the value is not an output.</summary>
    public Node? OnlyReader(string value) => !_kept.Contains(value) && _readers.GetValueOrDefault(value) is [var reader] && reader.Inputs.Count(i => i == value) == 1 ? reader : null;

    /// <summary>Leaves a node to the step that is being made.</summary>
    public void Absorb(Node node) => _absorbed.Add(node);

    /// <summary>λ of an activation.</summary>
    public Kink KinkOf(Node node) => Options.KinkOfLayer.TryGetValue(node.Outputs[0], out var kink) ? kink : Options.Kink;

    /// <summary>The value of that name.</summary>
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

    /// <summary>Memory for a gradient of <paramref name="value"/>.</summary>
    public Value GradientLike(Value value) => new Value(_next++, "gradient of " + value.Name, value.Type).Sharing(null);

    /// <summary>A parameter that lies as in the model, made at first use.</summary>
    public Parameter Plain(string weight, ParameterRole role, Node node)
    {
        if (!_parameters.TryGetValue(weight, out var parameter))
        {
            var values = Shapes.Constant(weight)!;
            parameter = _parameters[weight] = values.Type == ElementType.Float64
                ? new PlainParameter<double>(weight, values, role, node.Name)
                : new PlainParameter<float>(weight, values, role, node.Name);
        }

        return parameter;
    }

    /// <summary>Takes note of a parameter that a step lays out itself. Only for weights that nothing else reads.</summary>
    public void Add(Parameter parameter) => _parameters.Add(parameter.Name, parameter);

    /// <summary>Whether the backward pass that is being planned is the first to write a parameter's gradient; otherwise it must add.</summary>
    public bool BeginsGradient(Parameter parameter) => _begun.Add(parameter);

    /// <summary>Says that gradients flow through these values.</summary>
    public void Differentiate(IEnumerable<Value> values) => _differentiated.UnionWith(values.Select(v => v.Root));

    /// <summary>Whether gradients flow through a value.</summary>
    public bool IsDifferentiated(Value value) => _differentiated.Contains(value.Root);

    /// <summary>Whether a node is an activation whose units are watched.</summary>
    public bool IsActivation(Node node) => node.Op.IsActivation && Shapes.Varies(node.Outputs[0]) && Shapes[node.Outputs[0]].Type.IsFloat();

    /// <summary>Watches the units of an activation; returns the layer's index, and the axis of one sample that counts units.</summary>
    public (int Layer, int Axis) Watch(Node node, string? weight = null, int unitAxis = 0, string? bias = null)
    {
        var shape = Shapes[node.Inputs[0]].Shape;
        var (axis, kind) = _axes.Of(node.Inputs[0]);
        var units = shape.Rank == 0 ? 1 : shape[axis];
        var positions = units == 0 ? 0 : shape.ElementCount / units;
        _layers.Add(new TrainedLayer(new ObservedLayer(node.Outputs[0], node.Inputs[0], node.Op.Type, (node.Op as Activate)?.Function, kind, units, positions)
        {
            Statistics = new UnitStatistics(units, ProbeDetail.Counts, positions > 1),
        })
        {
            Weight = weight,
            UnitAxis = unitAxis,
            Bias = bias,
        });
        return (_layers.Count - 1, axis);
    }

    private List<Node> Needed(string output)
    {
        var values = new HashSet<string> { output };
        var nodes = new List<Node>();
        foreach (var node in Model.Graph.Nodes.Reverse().Where(n => n.Outputs.Any(o => Shapes.Varies(o) && values.Contains(o))))
        {
            nodes.Add(node);
            values.UnionWith(node.Inputs);
        }

        nodes.Reverse();
        return nodes;
    }

    private void FindTrainable(List<Node> nodes)
    {
        foreach (var node in nodes)
        {
            for (var i = 0; i < node.Inputs.Count; i++)
            {
                var name = node.Inputs[i];
                if (Model.Weights.TryGetValue(name, out var weight) && weight.Type.IsFloat() && !Options.Frozen.Contains(name) && Trainable.Role(node.Op, i) is not null)
                {
                    _trainable.Add(name);
                }
            }
        }
    }

    private void Plan(Node node)
    {
        if (node.Op.IsReshape && node.Op is not ITrainingOp && node.Outputs.Count(o => o.Length > 0) == 1 && Shapes[node.Inputs[0]].Type == Shapes[node.Outputs[0]].Type)
        {
            _values[node.Outputs[0]] = new Value(_next++, node.Outputs[0], Shapes[node.Outputs[0]]).Sharing(ValueOf(node.Inputs[0]));
            return;
        }

        if (Options.Fuse)
        {
            foreach (var pattern in TrainingPatterns.All)
            {
                if (pattern.Match(node, this) is { } step)
                {
                    Steps.Add(step);
                    return;
                }
            }
        }

        if (!Options.Watch || !IsActivation(node))
        {
            Steps.Add(OperatorTraining.Of(node, this, -1));
            return;
        }

        var (layer, axis) = Watch(node);
        Steps.Add(OperatorTraining.Of(node, this, layer));
        Steps.Add(new WatchStep(layer, ValueOf(node.Inputs[0]), ValueOf(node.Outputs[0]), axis));
    }
}
