using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Tests.Training;

/// <summary>Networks for tests of training.</summary>
internal static class Networks
{
    /// <summary>Dense layers of these widths with ReLU between them, He-initialised: Gemm <c>gI</c> with weights <c>wI</c>, <c>bI</c>.</summary>
    public static Model Mlp(ulong seed, params int[] widths)
    {
        var weights = new Dictionary<string, ModelTensor>();
        var nodes = new List<Node>();
        var value = "x";
        for (var i = 0; i + 1 < widths.Length; i++)
        {
            var random = new CounterRandom(seed, (uint)i, 0);
            var weight = ModelTensor.Zeros(ElementType.Float32, new Shape(widths[i + 1], widths[i]));
            var values = weight.Values<float>();
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = (float)(random.Normal(k) * Math.Sqrt(2.0 / widths[i]));
            }

            (weights[$"w{i}"], weights[$"b{i}"]) = (weight, ModelTensor.Zeros(ElementType.Float32, new Shape(widths[i + 1])));
            nodes.Add(new Node($"g{i}", new Gemm(TransB: true), new[] { value, $"w{i}", $"b{i}" }, new[] { $"z{i}" }));
            value = $"z{i}";
            if (i + 2 < widths.Length)
            {
                nodes.Add(new Node($"r{i}", new Activate(ActivationCatalogue.Find("Relu")!), new[] { value }, new[] { $"a{i}" }));
                value = $"a{i}";
            }
        }

        var input = new ValueInfo("x", ElementType.Float32, new Dimension[] { "N", widths[0] });
        var output = new ValueInfo(value, ElementType.Float32, new Dimension[] { "N", widths[^1] });
        return new Model(new ModelGraph("mlp", new[] { input }, new[] { output }, nodes.ToArray()), weights);
    }
}
