using System.Numerics;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Probes;

namespace Relumine.Engine.Training.Steps;

/// <summary>What the steps of a training plan share while they are made: the draft, what is learned, and where gradients must flow.</summary>
internal sealed class TrainingDraft
{
    private readonly PlanDraft _draft;
    private readonly DraftChoices _choices;
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly HashSet<string> _trainable = [];
    private readonly Dictionary<string, int> _makers = [];
    private readonly HashSet<Value> _differentiated = [];
    private readonly HashSet<Parameter> _begun = [];
    private readonly List<TrainedLayer> _layers = [];

    /// <summary>Reads a model.</summary>
    /// <param name="model">The model; its weights are the caller's copies and will be changed.</param>
    /// <param name="output">What the loss looks at.</param>
    /// <param name="choices">What the caller has chosen.</param>
    public TrainingDraft(Model model, string output, DraftChoices choices)
    {
        _choices = choices;
        _draft = new PlanDraft(
            model,
            null,
            new DraftOptions(new HashSet<string> { output }, choices.Observes ? ProbeDetail.Counts : null, null, OnlyTheWay: true)
        );
        for (var n = 0; n < _draft.Nodes.Count; n++)
        {
            var node = _draft.Nodes[n];
            foreach (var made in node.Outputs)
            {
                _makers[made] = n;
            }

            for (var i = 0; i < node.Inputs.Count; i++)
            {
                var name = node.Inputs[i];
                if (
                    model.Weights.TryGetValue(name, out var weight)
                    && weight.Type.IsFloat()
                    && !choices.Frozen.Contains(name)
                    && Trainable.Role(node.Op, i) is not null
                )
                {
                    _trainable.Add(name);
                }
            }
        }
    }

    /// <summary>The most samples of one step.</summary>
    public int Batch => _choices.Batch;

    /// <summary>Types, shapes and constants.</summary>
    public ShapeInference Shapes => _draft.Shapes;

    /// <summary>The nodes between the inputs and the loss, in order.</summary>
    public IReadOnlyList<Node> Nodes => _draft.Nodes;

    /// <summary>The values of the inputs.</summary>
    public IReadOnlyList<Value> Inputs => _draft.Inputs;

    /// <summary>What is learned, in the order of first use.</summary>
    public IEnumerable<Parameter> Parameters => _parameters.Values;

    /// <summary>The observed layers, from input to output.</summary>
    public IReadOnlyList<TrainedLayer> Layers => _layers;

    /// <summary>The values whose gradients somebody needs.</summary>
    public ISet<Value> Differentiated => _differentiated;

    /// <summary>Whether a weight is learned.</summary>
    public bool IsTrainable(string weight) => _trainable.Contains(weight);

    /// <summary>How many inputs of nodes are this value.</summary>
    public int Uses(string value) => _draft.Readers(value).Count;

    /// <summary>The nodes that read a value, each as often as it does.</summary>
    public IReadOnlyList<Node> Readers(string value) => _draft.Readers(value);

    /// <summary>Whether the loss looks at a value.</summary>
    public bool IsOutput(string value) => _draft.IsOutput(value);

    /// <summary>Which of <see cref="Nodes"/> makes a value; −1 for none.</summary>
    public int MakerOf(string value) => _makers.GetValueOrDefault(value, -1);

    /// <summary>The only node that reads a value, if there is one and the value is not an output.</summary>
    public Node? OnlyReader(string value) => _draft.OnlyReader(value);

    /// <summary>Leaves a node to the step that is being made.</summary>
    public void Absorb(Node node) => _draft.Absorb(node);

    /// <summary>Whether a step that was made before has taken over a node.</summary>
    public bool IsAbsorbed(Node node) => _draft.IsAbsorbed(node);

    /// <summary>Lets the output of a node that changes a shape alone share the memory of its input; false for other nodes.</summary>
    public bool TryShare(Node node) => _draft.TryShare(node);

    /// <summary>λ of an activation.</summary>
    public Kink KinkOf(Node node) => _choices.KinkOfLayer.TryGetValue(node.Outputs[0], out var kink) ? kink : _choices.Kink;

    /// <summary>The value of that name.</summary>
    public Value ValueOf(string name) => _draft.ValueOf(name);

    /// <summary>The values of these names; null for one that is left out.</summary>
    public Value?[] ValuesOf(IEnumerable<string> names) => _draft.ValuesOf(names);

    /// <summary>Memory for a gradient of <paramref name="value"/>.</summary>
    public Value GradientLike(Value value) => _draft.NewValue("gradient of " + value.Name, value.Type);

    /// <summary>A parameter that lies as in the model, made at first use.</summary>
    public Parameter Plain(string weight, ParameterRole role, Node node)
    {
        if (!_parameters.TryGetValue(weight, out var parameter))
        {
            var values = Shapes.Constant(weight)!;
            parameter = _parameters[weight] = values.Type.As(new PlainMaker(weight, values, role, node.Name));
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

    /// <summary>Whether a node is an activation whose units are observed.</summary>
    public bool IsObserved(Node node) => _draft.IsObserved(node);

    /// <summary>Observes the units of an activation, unless that is not wanted; returns the layer's index, or −1.</summary>
    public int Observe(Node node, string? weight = null, int unitAxis = 0, string? bias = null)
    {
        if (!IsObserved(node))
        {
            return -1;
        }

        _layers.Add(new TrainedLayer(_draft.Layer(node)) { Weight = weight, UnitAxis = unitAxis, Bias = bias });
        return _layers.Count - 1;
    }

    private sealed class PlainMaker(string weight, ModelTensor values, ParameterRole role, string layer) : IFloatingVisitor<Parameter>
    {
        public Parameter Visit<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => new PlainParameter<T>(weight, values, role, layer);
    }
}

/// <summary>What the caller of a training plan has chosen, as far as its steps depend on it.</summary>
/// <param name="Batch">The most samples of one step.</param>
/// <param name="Observes">Whether units are observed.</param>
/// <param name="Frozen">Weights that must stay as they are, by name.</param>
/// <param name="Kink">The derivative where none exists.</param>
/// <param name="KinkOfLayer">Exceptions, by the name of the activation's output.</param>
internal sealed record DraftChoices(int Batch, bool Observes, IReadOnlySet<string> Frozen, Kink Kink, IReadOnlyDictionary<string, Kink> KinkOfLayer);
