using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming;

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
    public static Product? Of(Node node, ShapeInference shapes)
    {
        if (node.Op is not (Gemm or MatMul or Conv) || !shapes[node.Outputs[0]].Type.IsFloat())
        {
            return null;
        }

        var (first, second) = (shapes.Constant(node.Inputs[0]), shapes.Constant(node.Inputs[1]));
        return (node.Op, first, second) switch
        {
            (Gemm { TransA: false } gemm, null, not null) => new Product(node, 0, 1, 1, gemm.TransB ? 1 : 0, gemm.TransB ? 0 : 1, 1),
            (Gemm gemm, not null, null) => new Product(node, 1, 0, gemm.TransB ? 1 : 0, gemm.TransA ? 0 : 1, gemm.TransA ? 1 : 0, 0),
            (MatMul, null, { Shape.Rank: 2 }) => Rows(node, shapes[node.Inputs[0]].Shape.Rank),
            (MatMul, { Shape.Rank: 2 }, null) => Columns(node, shapes[node.Inputs[1]].Shape.Rank),
            (Conv { Groups: 1 }, null, not null) => new Product(node, 0, 1, 1, 1, 0, 1),
            _ => null,
        };
    }

    /// <summary>The name of the data.</summary>
    public string DataName => Node.Inputs[Data];

    /// <summary>The name of the weights.</summary>
    public string WeightsName => Node.Inputs[Weights];

    /// <summary>The name of the bias of a Gemm or Conv; empty if there is none.</summary>
    public string BiasName => Node.Inputs.Count > 2 ? Node.Inputs[2] : "";

    /// <summary>Whether windows reach over the border, where a channel is 0 whatever it is elsewhere.</summary>
    public bool IsPadded => Node.Op is Conv conv && (conv.Pads.Any(p => p > 0) || conv.AutoPad is AutoPad.SameUpper or AutoPad.SameLower);

    /// <summary>What the sum is multiplied by.</summary>
    public double Factor => Node.Op is Gemm gemm ? gemm.Alpha : 1;

    /// <summary>What the bias is multiplied by.</summary>
    public double BiasFactor => Node.Op is Gemm gemm ? gemm.Beta : 1;

    private static Product Rows(Node node, int rank) => new(node, 0, 1, rank - 1, 0, 1, rank - 1);

    // W·x with a vector x, or with units along the last axis but one.
    private static Product Columns(Node node, int rank) => new(node, 1, 0, Math.Max(0, rank - 2), 1, 0, Math.Max(0, rank - 2));
}
