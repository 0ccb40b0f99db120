using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Networks;

/// <summary>Turns a described network into a model: names, nodes, and weights that are drawn.</summary>
internal sealed class NetworkBuild
{
    /// <summary>The step of the random numbers for weights: one that no training step has.</summary>
    private const uint BeforeTraining = uint.MaxValue;

    /// <summary>The same for biases, so that drawing them leaves the weights as they are.</summary>
    private const uint BiasesBeforeTraining = uint.MaxValue - 1;

    private readonly LayerNode _last;
    private readonly NetworkNames _names;
    private readonly ulong _seed;
    private readonly Initialization _initialization;
    private readonly Dictionary<string, ModelTensor> _weights = new(StringComparer.Ordinal);

    public NetworkBuild(LayerNode last, ulong seed, Initialization initialization)
    {
        (_last, _names, _seed, _initialization) = (last, new NetworkNames(last), seed, initialization);
        Account();
        var gains = new FollowingGain(_names);
        var stream = 0u;
        foreach (var node in _names.Order)
        {
            // A stream for every layer that has weights, whether they are drawn or not: changing how one begins leaves the others as they are.
            Draw(node, gains, node.Weights.Count > 0 ? stream++ : 0);
        }
    }

    /// <summary>The model; <paramref name="samples"/> for initialisers that look at data.</summary>
    public Model Model(ModelTensor? samples)
    {
        var graph = GraphTo(_last);
        var scaled = _names.Order.Where(n => n.Weights.Any(w => InitializerOf(w) is { LooksAtData: true })).ToList();
        if (scaled.Count > 0)
        {
            UnitVariance.Scale(
                scaled.Select(n => (GraphTo(n), _weights[_names.Of(n, n.Weights[0])])),
                _weights,
                samples
                    ?? throw new ArgumentException(
                        $"The weights of '{_names[scaled[0]]}' begin with {InitializerOf(scaled[0].Weights[0])!.Name}, which looks at data. "
                            + $"Give samples to Build.",
                        nameof(samples)
                    )
            );
        }

        return new Model(graph, _weights) { Producer = "relumine" };
    }

    // Weights, their gradients and two numbers of the optimizer for each, before any of it is taken.
    private void Account()
    {
        const int Copies = 4;
        var limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var needed = 0L;
        foreach (var (node, weight) in _names.Order.SelectMany(n => n.Weights.Select(w => (n, w))))
        {
            var bytes = (long)weight.Shape.ElementCount * sizeof(float);
            needed += Copies * bytes;
            if (bytes > Array.MaxLength || needed > limit)
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    bytes > Array.MaxLength
                        ? $"'{_names.Of(node, weight)}' of shape {weight.Shape} takes {bytes >> 20} MiB, and at most {Array.MaxLength >> 20} MiB are possible. "
                            + $"Give the layer fewer units."
                        : $"With '{_names.Of(node, weight)}' of shape {weight.Shape}, training needs {needed >> 20} MiB for weights, gradients and the "
                            + $"optimizer, "
                            + $"and there are {limit >> 20} MiB. Give the layers fewer units.");
            }
        }
    }

    private Initializer? InitializerOf(WeightRequest weight) =>
        weight.Role == WeightRole.Weight ? weight.Initializer ?? _initialization.Weights : null;

    private void Draw(LayerNode node, FollowingGain gains, uint stream)
    {
        foreach (var weight in node.Weights)
        {
            var tensor = weight.Fixed ?? ModelTensor.Zeros(ElementType.Float32, weight.Shape);
            _weights[_names.Of(node, weight)] = tensor;
            if (weight.Fixed is null && weight.Role != WeightRole.Weight)
            {
                Give(tensor.Values<float>(), weight.Values ?? [_initialization.Bias]);
            }
        }

        if (node.Weights.FirstOrDefault(w => w.Role == WeightRole.Weight) is { } product)
        {
            var bias = node.Weights.FirstOrDefault(w => w.Role == WeightRole.Bias);
            var gain = product.Gain ?? gains.Of(node);
            var context = new InitializerContext(product.Shape, product.FanIn, product.FanOut, gain, new CounterRandom(_seed, stream, BeforeTraining));
            if (bias is { Values: null } && (bias.Initializer ?? _initialization.Biases) is { } drawn)
            {
                var others = new CounterRandom(_seed, stream, BiasesBeforeTraining);
                drawn.Fill(_weights[_names.Of(node, bias)].Values<float>(), context with { Shape = bias.Shape, Random = others });
                bias = null;
            }

            var biases = bias is { Values: null } ? _weights[_names.Of(node, bias)].Values<float>() : default;
            InitializerOf(product)!.Fill(_weights[_names.Of(node, product)].Values<float>(), biases, context);
        }
    }

    private static void Give(Span<float> elements, IReadOnlyList<double> values)
    {
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = (float)values[values.Count == 1 ? 0 : i];
        }
    }

    private ModelGraph GraphTo(LayerNode last)
    {
        var order = last == _last ? _names.Order : Before(last);
        var input = order.First(n => n.Op is null);
        var nodes = order.Where(n => n.Op is not null).Select(n => new Node(
            _names[n], n.Op!, n.Inputs.Select(i => _names[i]).Concat(n.Weights.Select(w => _names.Of(n, w))).ToArray(), new[] { _names[n] }));
        return new ModelGraph("network", new[] { Declare(input) }, new[] { Declare(last) }, nodes.ToArray());
    }

    // The names are those of the whole network.
    private List<LayerNode> Before(LayerNode last)
    {
        var needed = new NetworkNames(last).Order.ToHashSet();
        return [.. _names.Order.Where(needed.Contains)];
    }

    private ValueInfo Declare(LayerNode node) =>
        new(_names[node], ElementType.Float32, node.Shape.Dims[1..].ToArray().Select(d => (Dimension)d).Prepend("N").ToArray());
}
