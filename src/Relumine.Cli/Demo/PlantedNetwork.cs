using Relumine.Data.Formats;
using Relumine.Data.Generators;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Randomness;

namespace Relumine.Cli.Demo;

/// <summary>
/// A classifier of generated data of which every ill unit is known: two hidden layers with planted units, and an output
/// that compares with the mean of each class.
/// </summary>
internal sealed class PlantedNetwork
{
    private const int Samples = 5000;
    private const int Features = 20;
    private const int Classes = 10;
    private static readonly int[] s_units = [64, 48];
    private static readonly Planting[] s_plantings = [new(Dead: 9, Rare: 3, Constant: 2, AlwaysOn: 4), new(Dead: 6, Rare: 2, Constant: 1, AlwaysOn: 3)];

    private readonly PlantedLayer[] _layers;

    /// <summary>Makes the data and the network; the same seed makes the same.</summary>
    public PlantedNetwork(int seed)
    {
        using var blobs = GeneratorCatalogue.Open(new Blobs(Samples, Features, Classes, seed: (ulong)seed));
        Data = blobs.Inputs[0].ReadAll<float>();
        Labels = blobs.Labels!.ReadAll<long>();
        _layers = new PlantedLayer[s_units.Length];
        var signal = Data.Values<float>().ToArray();
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i] = new(signal, Samples, s_units[i], s_plantings[i], new CounterRandom((ulong)seed, 100 + (10 * (uint)i), 0));
            signal = _layers[i].Activations;
        }

        Model = Build();
    }

    /// <summary>The samples, one a row.</summary>
    public ModelTensor Data { get; }

    /// <summary>The class of each sample.</summary>
    public ModelTensor Labels { get; }

    /// <summary>The network.</summary>
    public Model Model { get; }

    /// <summary>The names of the hidden layers with the units that were planted into them.</summary>
    public IEnumerable<(string Layer, PlantedLayer Planted)> Layers => _layers.Select((layer, i) => (LayerName(i), layer));

    private static string LayerName(int i) => FormattableString.Invariant($"hidden{i + 1}");

    private Model Build()
    {
        var nodes = new List<Node>();
        var weights = new Dictionary<string, ModelTensor>();
        var (signal, width) = ("x", Features);
        foreach (var (name, layer) in Layers)
        {
            var units = layer.Biases.Length;
            weights[name + ".weight"] = ModelTensor.Of<float>(new Shape(width, units), layer.Weights);
            weights[name + ".bias"] = ModelTensor.Of<float>(new Shape(units), layer.Biases);
            nodes.Add(new(name + ".gemm", new Gemm(), new[] { signal, name + ".weight", name + ".bias" }, new[] { name + ".z" }));
            nodes.Add(new(name + ".relu", new Activate(Activation.Of(Relu.Default)), new[] { name + ".z" }, new[] { name }));
            (signal, width) = (name, units);
        }

        var (toClasses, bias) = Means(width);
        weights["y.weight"] = ModelTensor.Of<float>(new Shape(width, Classes), toClasses);
        weights["y.bias"] = ModelTensor.Of<float>(new Shape(Classes), bias);
        nodes.Add(new("y.gemm", new Gemm(), new[] { signal, "y.weight", "y.bias" }, new[] { "y" }));
        ValueInfo Info(string name, int size) => new(name, ElementType.Float32, new Dimension[] { "N", size });
        return new(
            new("demo", new[] { Info("x", Features) }, new[] { Info("y", Classes) }, nodes.ToArray()), weights)
        {
            Producer = "relumine demo",
        };
    }

    // The nearest class mean m is the one with the largest a·m − ½|m|²: a linear layer.
    private (float[] Weights, float[] Biases) Means(int width)
    {
        var activations = _layers[^1].Activations;
        var labels = Labels.Values<long>();
        var (means, counts) = (new double[width * Classes], new int[Classes]);
        for (var s = 0; s < Samples; s++)
        {
            var label = (int)labels[s];
            counts[label]++;
            for (var i = 0; i < width; i++)
            {
                means[(i * Classes) + label] += activations[(s * width) + i];
            }
        }

        var squares = new double[Classes];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] /= counts[i % Classes];
            squares[i % Classes] += means[i] * means[i];
        }

        return (Array.ConvertAll(means, m => (float)m), Array.ConvertAll(squares, s => (float)(-s / 2)));
    }
}
