using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Networks;

/// <summary>A weight that a layer asks for: named, drawn and counted when the network is built.</summary>
/// <param name="Suffix">What follows the layer's name, e.g. <c>weight</c>.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Shape">Its shape.</param>
internal sealed record WeightRequest(string Suffix, WeightRole Role, Shape Shape)
{
    public int FanIn { get; init; }

    public int FanOut { get; init; }

    /// <summary>How it is drawn; null for what the network as a whole says, and for biases where <see cref="Values"/> are given.</summary>
    public Initializer? Initializer { get; init; }

    /// <summary>Its values if they are given: as many as elements, or one for all. Null for what the network as a whole says.</summary>
    public IReadOnlyList<double>? Values { get; init; }

    /// <summary>Its values as a tensor, for settings.</summary>
    public ModelTensor? Fixed { get; init; }

    /// <summary>The factor on the learning rate; 0 if it is not learned.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>The gain, if it does not follow from the activation behind the layer (Maxout).</summary>
    public double? Gain { get; init; }
}

/// <summary>A node of a network that is being described: an operator, what it reads, and the weights it asks for. Immutable.</summary>
/// <param name="kind">What its name is made from, e.g. <c>dense</c>.</param>
/// <param name="op">The operator; null for the input.</param>
/// <param name="inputs">The nodes that it reads, in front of its weights.</param>
/// <param name="weights">The weights, in the order of the operator's inputs.</param>
/// <param name="shape">The shape of its value for one sample, with a first axis of 1.</param>
internal sealed class LayerNode(string kind, Op? op, LayerNode[] inputs, WeightRequest[] weights, Shape shape)
{
    public string Kind { get; } = kind;

    public Op? Op { get; } = op;

    public IReadOnlyList<LayerNode> Inputs { get; } = inputs;

    public IReadOnlyList<WeightRequest> Weights { get; } = weights;

    public Shape Shape { get; } = shape;

    /// <summary>λ, where it differs from the network's.</summary>
    public Kink? Kink { get; init; }

    /// <summary>The node that this one belongs to and takes its name from with a suffix; null for one of its own.</summary>
    public (LayerNode Owner, string Suffix)? PartOf { get; init; }
}
