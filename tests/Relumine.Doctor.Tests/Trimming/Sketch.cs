using Relumine.Data.Sources;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>A network in the making, with random weights and units that are dead because their bias is −100.</summary>
internal sealed class Sketch(int seed)
{
    private const float Grave = -100;

    private readonly List<Node> _nodes = [];
    private readonly Random _random = new(seed);

    public Dictionary<string, ModelTensor> Weights { get; } = [];

    /// <summary>The input.</summary>
    public static string Input => "x";

    public string Add(Op op, params string[] inputs)
    {
        var output = $"v{_nodes.Count}";
        _nodes.Add(new Node($"n{_nodes.Count}", op, inputs, new[] { output }));
        return output;
    }

    public string Weight(params int[] dims)
    {
        var shape = new Shape(dims);
        var fan = Math.Max(1, shape.ElementCount / dims[0]);
        var values = Enumerable.Range(0, shape.ElementCount).Select(_ => (float)((_random.NextDouble() - 0.5) * 3 / Math.Sqrt(fan))).ToArray();
        return Constant(ModelTensor.Of<float>(shape, values));
    }

    public string Constant(ModelTensor tensor)
    {
        var name = $"w{Weights.Count}";
        Weights[name] = tensor;
        return name;
    }

    /// <summary>Gemm with a bias, and −100 for the units that are to die behind a rectifier.</summary>
    public string Dense(string x, int inputs, int outputs, params int[] dead) => Add(new Gemm(TransB: true), x, Weight(outputs, inputs), Bias(outputs, dead));

    public string Conv(string x, int channels, int outputs, int border, params int[] dead) =>
        Add(new Conv(Pads: new[] { border, border, border, border }), x, Weight(outputs, channels, 3, 3), Bias(outputs, dead));

    public string Relu(string x) => Add(new Activate(Activation.Of(Relumine.Kernels.Activations.Relu.Default)), x);

    public string Normalize(string x, int units) =>
        Add(
            new BatchNormalization(),
            x,
            Row(units, i => 0.5f + (i % 3)),
            Row(units, i => 0.3f - (0.1f * (i % 4))),
            Row(units, i => (0.1f * (i % 5)) - 0.2f),
            Row(units, i => 0.5f + (i % 2))
        );

    /// <summary>A vector.</summary>
    public string Row(int length, Func<int, float> value) => Constant(ModelTensor.Vector<float>(Enumerable.Range(0, length).Select(value).ToArray()));

    public string Bias(int units, params int[] dead)
    {
        // Above 0, so that no unit dies of itself.
        var name = Row(units, i => 0.1f + (0.05f * (i % 5)));
        foreach (var unit in dead)
        {
            Weights[name].Values<float>()[unit] = Grave;
        }

        return name;
    }

    /// <summary>The network with an input of these dimensions, behind those of the batch.</summary>
    public Model Build(int[] dims, params string[] outputs) => new(
        new ModelGraph(
            "sketch",
            new[] { new ValueInfo(Input, ElementType.Float32, new Dimension[] { "N" }.Concat(dims.Select(d => (Dimension)d)).ToArray()) },
            outputs.Select(o => new ValueInfo(o, ElementType.Float32, default) { RankKnown = false }).ToArray(),
            _nodes.ToArray()),
        Weights);

    /// <summary>Samples from −1 to 1.</summary>
    public static DataSource Samples(int seed, int samples, params int[] dims)
    {
        var random = new Random(seed);
        var shape = new Shape(dims).Prepend(samples);
        var tensor = ModelTensor.Of<float>(shape, Enumerable.Range(0, shape.ElementCount).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray());
        return DataSource.OfMemory("", StoredType.Float32, [.. shape.Dims.ToArray().Select(d => (long)d)], tensor.Bytes.ToArray(), "samples");
    }
}
