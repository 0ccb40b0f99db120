using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>What an operator may ask of the graph around its node: the types and shapes of one sample, and what is constant.</summary>
internal interface IShapes
{
    /// <summary>The type and shape of a value for one sample.</summary>
    TensorType this[string value] { get; }

    /// <summary>The value, if it is the same for all samples and all inputs; otherwise null.</summary>
    ModelTensor? Constant(string value);

    /// <summary>Whether the value depends on the inputs.</summary>
    bool Varies(string value);

    /// <summary>The axis of output 0 that an axis of an input falls on when it is broadcast; null if the input has more axes.</summary>
    int? AlignedAxis(Node node, int input, int axis) =>
        axis + this[node.Outputs[0]].Shape.Rank - this[node.Inputs[input]].Shape.Rank is >= 0 and var aligned ? aligned : null;
}
