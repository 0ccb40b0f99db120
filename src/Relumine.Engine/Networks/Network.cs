using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <summary>
/// A network as on a whiteboard: <c>Network.Input(784).Dense(256).Relu().Dense(10)</c>. Every value is a handle on a
/// layer and all that is in front of it; nothing changes when another layer is put behind it, so networks can branch
/// and join. Shapes are those of one sample and are checked as the network grows; weights are drawn by
/// <see cref="Build"/>.
/// </summary>
/// <remarks>Layers throw <see cref="ArgumentException"/> where they do not fit: what was given, what was expected.</remarks>
public sealed partial class Network
{
    private readonly LayerNode _node;

    private Network(LayerNode node) => _node = node;

    /// <summary>The shape of what the network gives for one sample.</summary>
    public Shape SampleShape => new(_node.Shape.Dims[1..]);

    /// <summary>The weights of the network, in the order of its layers.</summary>
    public IReadOnlyList<LayerWeight> Parameters => new NetworkNames(_node).Weights;

    /// <summary>The layers whose λ differs from the network's, by name.</summary>
    public IReadOnlyDictionary<string, Kink> KinkOfLayer => new NetworkNames(_node).Kinks;

    /// <summary>The name of the last layer, which is that of the model's output.</summary>
    public string Name => new NetworkNames(_node)[_node];

    /// <summary>Whether there is no layer yet.</summary>
    internal bool IsInput => _node.Op is null;

    /// <summary>The beginning of a network.</summary>
    /// <param name="sampleShape">The shape of one sample, e.g. <c>784</c>, or <c>1, 28, 28</c> for channels, rows and columns.</param>
    public static Network Input(params ReadOnlySpan<int> sampleShape)
    {
        foreach (var dim in sampleShape)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dim, 1, nameof(sampleShape));
        }

        return new(new LayerNode("input", null, [], [], new Shape(sampleShape).Prepend(1)));
    }

    /// <summary>Puts any operator behind the network that reads its value alone and has one result.</summary>
    /// <param name="kind">What the layer's name is made from, e.g. <c>hardmax</c>.</param>
    /// <param name="op">The operator.</param>
    public Network Apply(string kind, Op op)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(op);
        return Then(kind, op, []);
    }

    /// <summary>Draws the weights and makes a model that can be run, trained and saved.</summary>
    /// <param name="seed">The same seed gives the same weights.</param>
    /// <param name="initialization">How layers begin that say nothing of their own; null for <see cref="Initialization.Default"/>.</param>
    /// <param name="samples">Samples [N, …] for initialisers that look at data (<see cref="Lsuv"/>); null if there are none.</param>
    /// <exception cref="ArgumentException">An initialiser looks at data, but there are no samples, or they have the wrong shape.</exception>
    public Model Build(ulong seed = 1, Initialization? initialization = null, ModelTensor? samples = null) =>
        new NetworkBuild(_node, seed, initialization ?? Initialization.Default).Model(samples);

    /// <summary>The shape of what the network gives, and its last layer.</summary>
    public override string ToString() => $"{Name} {SampleShape}";

    private Network Then(string kind, Op op, WeightRequest[] weights, Kink? kink = null) => new(Node(kind, op, [_node], weights, kink));

    private static LayerNode Node(string kind, Op op, LayerNode[] inputs, WeightRequest[] weights, Kink? kink = null, (LayerNode, string)? partOf = null)
    {
        var names = inputs.Select((_, i) => FormattableString.Invariant($"input {i}")).Concat(weights.Select(w => w.Suffix)).ToArray();
        var types = inputs.Select(i => (TensorType?)new TensorType(ElementType.Float32, i.Shape))
            .Concat(weights.Select(w => (TensorType?)new TensorType(w.Fixed?.Type ?? ElementType.Float32, w.Shape))).ToArray();
        var constants = inputs.Select(_ => (ModelTensor?)null).Concat(weights.Select(w => w.Fixed)).ToArray();
        var context = new InferenceContext(new Node(kind, op, names, new[] { kind }), types, constants);
        try
        {
            op.Infer(context);
        }
        catch (GraphException e)
        {
            // What the operator says about files does not help here; what does not fit does.
            throw new ArgumentException(e.Message.Split(". The model is inconsistent")[0] + ".", e);
        }

        return new LayerNode(kind, op, inputs, weights, context.Outputs[0]!.Value.Shape) { Kink = kink, PartOf = partOf };
    }

    private ArgumentException Misfit(string layer, string expected) =>
        new($"{layer} cannot follow '{Name}', whose samples have the shape {SampleShape}: {expected}.");
}
