using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>
/// A Gemm, MatMul or Conv with constant weights: which input is the data and which the weights, along which axes the
/// two meet, and along which axis the results count units.
/// </summary>
/// <param name="Node">The node.</param>
/// <param name="Data">The index of the input that varies.</param>
/// <param name="Weights">The index of the input that holds the weights.</param>
/// <param name="DataAxis">The axis of the data that is summed over.</param>
/// <param name="InnerAxis">The axis of the weights that is summed over.</param>
/// <param name="OuterAxis">The axis of the weights with one entry for each unit.</param>
/// <param name="OutputAxis">The axis of the result with one entry for each unit.</param>
internal sealed record Product(Node Node, int Data, int Weights, int DataAxis, int InnerAxis, int OuterAxis, int OutputAxis)
{
    /// <summary>The product that a node is, or null.</summary>
    public static Product? Of(Node node, IShapes shapes) =>
        shapes[node.Outputs[0]].Type.IsFloat() ? node.Op.AsProduct(node, shapes) : null;

    /// <summary>Whether windows reach over the border, where a channel is 0 whatever it is elsewhere.</summary>
    public bool IsPadded { get; init; }

    /// <summary>What the sum is multiplied by.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>What the bias is multiplied by.</summary>
    public double BiasFactor { get; init; } = 1;

    /// <summary>How the operator takes a bias.</summary>
    public BiasForm BiasForm { get; init; }

    /// <summary>The name of the data.</summary>
    public string DataName => Node.Inputs[Data];

    /// <summary>The name of the weights.</summary>
    public string WeightsName => Node.Inputs[Weights];

    /// <summary>The name of the bias, input 2; empty if there is none.</summary>
    public string BiasName => Node.Inputs.Count > 2 ? Node.Inputs[2] : "";
}

/// <summary>How an operator takes a bias.</summary>
internal enum BiasForm
{
    /// <summary>Not at all: another node has to add it.</summary>
    None,

    /// <summary>As input 2, one number for each unit.</summary>
    Vector,

    /// <summary>As input 2, broadcast to the result.</summary>
    Broadcast,
}
