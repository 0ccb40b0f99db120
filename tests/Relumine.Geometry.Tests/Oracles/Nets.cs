using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Geometry.Tests.Oracles;

/// <summary>A dense layer as numbers: a row of weights for each unit, and biases.</summary>
internal sealed record DenseLayer(double[][] Weights, double[] Biases);

/// <summary>Networks of dense layers with a rectifier between each two, as numbers and as models.</summary>
internal static class Nets
{
    /// <summary>A model in double whose activations are <paramref name="activation"/>.</summary>
    public static Model Model(IReadOnlyList<DenseLayer> layers, string activation = "Relu") =>
        Model(layers, new Activate(ActivationCatalogue.Find(activation)!));

    /// <summary>A model in double with an operator of one input between each two layers.</summary>
    public static Model Model(IReadOnlyList<DenseLayer> layers, Op between)
    {
        var (nodes, weights) = (new List<Node>(), new Dictionary<string, ModelTensor>());
        var value = "x";
        for (var l = 0; l < layers.Count; l++)
        {
            var (rows, columns) = (layers[l].Weights.Length, layers[l].Weights[0].Length);
            weights[$"w{l}"] = ModelTensor.Of<double>(new Shape(rows, columns), layers[l].Weights.SelectMany(r => r).ToArray());
            weights[$"b{l}"] = ModelTensor.Vector<double>(layers[l].Biases);
            nodes.Add(new Node($"dense{l}", new Gemm(TransB: true), new[] { value, $"w{l}", $"b{l}" }, new[] { $"z{l}" }));
            value = $"z{l}";
            if (l + 1 < layers.Count)
            {
                nodes.Add(new Node($"act{l}", between, new[] { value }, new[] { $"h{l}" }));
                value = $"h{l}";
            }
        }

        return Model(layers[0].Weights[0].Length, layers[^1].Biases.Length, value, nodes, weights);
    }

    public static Model Model(int inputs, int outputs, string output, IEnumerable<Node> nodes, Dictionary<string, ModelTensor> weights) => new(
        new ModelGraph(
            "test", new[] { new ValueInfo("x", ElementType.Float64, new Dimension[] { 1, inputs }) },
            new[] { new ValueInfo(output, ElementType.Float64, new Dimension[] { 1, outputs }) }, nodes.ToArray()),
        weights);

    /// <summary>Random layers whose numbers are multiples of <paramref name="grain"/>: a coarse one makes lines meet in points and coincide.</summary>
    public static DenseLayer[] Random(Random random, int[] widths, double grain, double spread = 2) =>
    [
        .. Enumerable.Range(1, widths.Length - 1).Select(l => new DenseLayer(
            [.. Enumerable.Range(0, widths[l]).Select(_ => Enumerable.Range(0, widths[l - 1]).Select(_ => Number(random, grain, spread)).ToArray())],
            [.. Enumerable.Range(0, widths[l]).Select(_ => Number(random, grain, spread))])),
    ];

    /// <summary>One layer of units, added up.</summary>
    public static DenseLayer[] OneLayer(double[][] weights, double[] biases) =>
        [new DenseLayer(weights, biases), new DenseLayer([.. new[] { Enumerable.Range(1, biases.Length).Select(i => (double)i).ToArray() }], [0])];

    /// <summary>L tents, one behind the other: 2^L pieces on [0, 1] (Telgarsky 2015).</summary>
    public static DenseLayer[] Tents(int count)
    {
        var layers = new List<DenseLayer> { new([[1], [1]], [0, -0.5]) };
        for (var l = 1; l < count; l++)
        {
            layers.Add(new DenseLayer([[2, -4], [2, -4]], [0, -0.5]));
        }

        layers.Add(new DenseLayer([[2, -4]], [0]));
        return [.. layers];
    }

    private static double Number(Random random, double grain, double spread) => Math.Round((random.NextDouble() - 0.5) * 2 * spread / grain) * grain;
}
