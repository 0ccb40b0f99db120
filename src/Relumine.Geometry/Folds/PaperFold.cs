using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Geometry.Folds;

/// <summary>
/// The network that folds: each layer folds every coordinate of [0, 1]^d in half and stretches it to its old length, by the tent map
/// 2·max(0, x) − 4·max(0, x − ½) (Telgarsky 2015, arXiv 1509.08101; Montúfar et al. 2014, NeurIPS). Two units a coordinate and layer;
/// L layers make 2^(d·L) pieces, all of the same size and each a mirrored copy of its neighbours.
/// </summary>
public static class PaperFold
{
    /// <summary>The units of a layer, for each coordinate.</summary>
    public const int UnitsPerCoordinate = 2;

    /// <summary>The most layers; more would need knots finer than the digits of float32.</summary>
    private const int MostFolds = 20;

    /// <summary>Builds the network: inputs and outputs are the coordinates.</summary>
    /// <param name="coordinates">d, from 1 to 3.</param>
    /// <param name="folds">L, from 1 to 20.</param>
    public static Model Model(int coordinates, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(coordinates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coordinates, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, MostFolds);
        var units = UnitsPerCoordinate * coordinates;
        var weights = new Dictionary<string, ModelTensor>
        {
            ["spread"] = Spread(coordinates, false),
            ["fold"] = Spread(coordinates, true),
            ["knots"] = ModelTensor.Of<float>(new Shape(units), [.. Enumerable.Range(0, units).Select(u => u % UnitsPerCoordinate == 0 ? 0f : -0.5f)]),
        };
        var (nodes, value) = (new List<Node>(), "x");
        for (var l = 1; l <= folds; l++)
        {
            nodes.Add(new Node($"spread{l}", new Gemm(), new[] { value, "spread", "knots" }, new[] { $"z{l}" }));
            nodes.Add(new Node($"fold{l}", new Activate(Activation.Of(Relu.Default)), new[] { $"z{l}" }, new[] { $"h{l}" }));
            value = l == folds ? "y" : $"x{l}";
            nodes.Add(new Node($"stretch{l}", new Gemm(), new[] { $"h{l}", "fold" }, new[] { value }));
        }

        Dimension[] dims = [1, coordinates];
        var graph = new ModelGraph(
            "paper fold",
            new[] { new ValueInfo("x", ElementType.Float32, dims) },
            new[] { new ValueInfo("y", ElementType.Float32, dims) },
            nodes.ToArray()
        );
        return new Model(graph, weights);
    }

    // Unit 2c and 2c + 1 read coordinate c; on the way back they are weighed by 2 and −4.
    private static ModelTensor Spread(int coordinates, bool back)
    {
        var units = UnitsPerCoordinate * coordinates;
        var matrix = new float[coordinates * units];
        for (var u = 0; u < units; u++)
        {
            var c = u / UnitsPerCoordinate;
            matrix[back ? (u * coordinates) + c : (c * units) + u] = !back ? 1 : u % UnitsPerCoordinate == 0 ? 2 : -4;
        }

        return ModelTensor.Of<float>(back ? new Shape(units, coordinates) : new Shape(coordinates, units), matrix);
    }
}
