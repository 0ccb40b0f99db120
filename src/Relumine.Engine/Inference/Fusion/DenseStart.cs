using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference.Fusion;

/// <summary>Recognises a matrix product with shared weights: Gemm and MatMul, with the weights on either side.</summary>
internal static class DenseStart
{
    /// <summary>The product that <paramref name="node"/> is, or null if it is something else.</summary>
    public static DenseChain? Find(Node node, ShapeInference shapes)
    {
        var type = shapes[node.Outputs[0]].Type;
        return !type.IsFloat() ? null : node.Op switch
        {
            MatMul => OfMatMul(node, shapes),
            Gemm gemm => OfGemm(gemm, node, shapes),
            _ => null,
        };
    }

    private static DenseChain? OfMatMul(Node node, ShapeInference shapes)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        if (shapes.Varies(a) && shapes.Constant(b) is { Shape.Rank: 2 } right && shapes[a].Shape.Rank >= 1)
        {
            return Chain(node, a, right, false, shapes[a].Shape.Product(0, shapes[a].Shape.Rank - 1));
        }

        // W·x with a vector x, or a matrix of one column, is x·Wᵀ with the same memory.
        return shapes.Varies(b) && shapes.Constant(a) is { Shape.Rank: 2 } left && IsColumn(shapes[b].Shape)
            ? Chain(node, b, left, true, 1)
            : null;
    }

    private static DenseChain? OfGemm(Gemm gemm, Node node, ShapeInference shapes)
    {
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        DenseChain? chain = null;
        if (shapes.Varies(a) && !gemm.TransA && shapes.Constant(b) is { } right)
        {
            chain = Chain(node, a, right, gemm.TransB, shapes[a].Shape[0]);
        }
        else if (shapes.Varies(b) && shapes.Constant(a) is { } left && IsColumn(shapes[node.Outputs[0]].Shape) && (!gemm.TransB || shapes[b].Shape[0] == 1))
        {
            chain = Chain(node, b, left, !gemm.TransA, 1);
        }

        if (chain is null)
        {
            return null;
        }

        if (gemm.Alpha != 1)
        {
            chain.Multiply(Enumerable.Repeat((double)gemm.Alpha, chain.Columns).ToArray());
        }

        if (node.Inputs.Count > 2 && node.Inputs[2].Length > 0)
        {
            if (shapes.Constant(node.Inputs[2]) is not { } c || chain.PerColumn(c, shapes[node.Outputs[0]].Shape) is not { } terms)
            {
                return null;
            }

            chain.Add(Array.ConvertAll(terms, t => t * gemm.Beta));
        }

        return chain;
    }

    private static bool IsColumn(Shape shape) => shape.Rank is 1 || (shape.Rank == 2 && shape[1] == 1);

    private static DenseChain Chain(Node node, string input, ModelTensor weight, bool transposed, int rows) => new()
    {
        Input = input,
        Weight = weight,
        Transposed = transposed,
        RowsPerSample = rows,
        Inner = weight.Shape[transposed ? 1 : 0],
        Columns = weight.Shape[transposed ? 0 : 1],
        Output = node.Outputs[0],
    };
}
