using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Portraits;

/// <summary>The product with weights that makes a layer's pre-activations.</summary>
/// <param name="Node">The node: Gemm, MatMul, Conv or ConvTranspose.</param>
/// <param name="Weight">Its weights.</param>
internal sealed record LayerProduct(Node Node, ModelTensor Weight)
{
    // Behind a product come a bias, a normalization, a reshape: further back is another layer.
    private const int MostNodesBehind = 8;

    /// <summary>Units, or channels, that go in.</summary>
    public int From => Node.Op switch
    {
        Gemm gemm => Weight.Shape[gemm.TransB ? 1 : 0],
        Conv conv => checked(Weight.Shape[1] * (int)conv.Groups),
        _ => Weight.Shape[0],
    };

    /// <summary>Units, or channels, that come out.</summary>
    public int To => Node.Op switch
    {
        Gemm gemm => Weight.Shape[gemm.TransB ? 0 : 1],
        Conv => Weight.Shape[0],
        ConvTranspose transpose => checked(Weight.Shape[1] * (int)transpose.Groups),
        _ => Weight.Shape[1],
    };

    /// <summary>Whether a unit is a column of a matrix.</summary>
    public bool IsDense => Node.Op is Gemm or MatMul;

    /// <summary>All products of a network with weights, in the order of computation.</summary>
    public static IReadOnlyList<LayerProduct> All(Model model) => [.. model.Graph.Nodes.Select(n => Of(model, n)).OfType<LayerProduct>()];

    /// <summary>The product that makes a value, looking through what adds, scales and reshapes.</summary>
    /// <param name="products">Those of the network.</param>
    /// <param name="makers">For every value the node that makes it.</param>
    /// <param name="value">The value's name, e.g. that of the pre-activations.</param>
    public static LayerProduct? Behind(IReadOnlyList<LayerProduct> products, IReadOnlyDictionary<string, Node> makers, string value)
    {
        for (var step = 0; step < MostNodesBehind && makers.TryGetValue(value, out var node); step++)
        {
            if (products.FirstOrDefault(p => p.Node == node) is { } product)
            {
                return product;
            }

            // A sum of two branches belongs to neither.
            string[] from = [.. node.Inputs.Where(makers.ContainsKey)];
            if (from.Length != 1)
            {
                return null;
            }

            value = from[0];
        }

        return null;
    }

    /// <summary>For every value the node that makes it.</summary>
    public static Dictionary<string, Node> Makers(ModelGraph graph)
    {
        var makers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
            {
                makers[output] = node;
            }
        }

        return makers;
    }

    private static LayerProduct? Of(Model model, Node node)
    {
        var rank = node.Op switch
        {
            Gemm or MatMul => 2,
            Conv or ConvTranspose => 3,
            _ => 0,
        };
        return rank > 0 && node.Inputs.Count > 1 && model.Weights.TryGetValue(node.Inputs[1], out var weight) && weight.Type.IsFloat()
            && (rank == 2 ? weight.Shape.Rank == 2 : weight.Shape.Rank >= rank)
            ? new(node, weight)
            : null;
    }
}
