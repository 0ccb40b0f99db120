using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Inference;

/// <summary>Small networks made from a seed, in the many ways in which exporters write them.</summary>
internal sealed class RandomNetworks(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, ModelTensor> _weights = [];
    private readonly List<Node> _nodes = [];
    private int _names;

    /// <summary>A chain of dense layers of random sizes, forms and activations over an input x, with the output y.</summary>
    public Model Dense(ElementType type = ElementType.Float32)
    {
        var width = _random.Next(1, 40);
        var rankOne = _random.Next(3) == 0;
        Dimension[] dims = rankOne ? [width] : _random.Next(2) == 0 ? ["N", width] : [1, width];
        var input = new ValueInfo("x", type, dims);
        var value = "x";
        for (var layer = _random.Next(1, 5); layer > 0; layer--)
        {
            var next = _random.Next(1, 40);
            value = rankOne && _random.Next(2) == 0
                ? Add(new MatMul(), Weight(type, next, width), value)
                : _random.Next(2) == 0 || rankOne
                    ? Add(new MatMul(), value, Weight(type, width, next))
                    : GemmLayer(type, value, width, next);
            width = next;
            if (_random.Next(2) == 0)
            {
                value = Add(new Add(), value, Weight(type, width));
            }

            if (_random.Next(3) > 0)
            {
                var activations = ActivationCatalogue.All;
                value = Add(new Activate(_random.Next(2) == 0 ? ActivationCatalogue.Find("Relu")! : activations[_random.Next(activations.Count)]), value);
            }

            if (_random.Next(4) == 0)
            {
                // Somebody else reads the value, so nothing may be fused over it.
                value = Add(new Add(), value, Add(new Identity(), value));
            }
        }

        var graph = new ModelGraph(
            "random",
            new ValueInfo[] { input },
            new ValueInfo[] { new(value, type, new Dimension[dims.Length]) { RankKnown = false } },
            _nodes.ToArray()
        );
        return new Model(graph, _weights);
    }

    /// <summary>Convolutions of random sizes, borders, strides and groups, with normalizations, pools, sums and activations between, and a dense end.</summary>
    public Model Convolutional(ElementType type = ElementType.Float32)
    {
        var (channels, height, width) = (_random.Next(1, 9), _random.Next(5, 15), _random.Next(5, 15));
        var input = new ValueInfo("x", type, new Dimension[] { "N", channels, height, width });
        var value = "x";
        for (var layer = _random.Next(1, 4); layer > 0; layer--)
        {
            var kernel = _random.Next(2) == 0 ? 3 : _random.Next(1, Math.Min(6, Math.Min(height, width) + 1));
            kernel = Math.Min(kernel, Math.Min(height, width));
            var (pad, stride) = (_random.Next(kernel), _random.Next(3) == 0 ? 2 : 1);
            var groups = _random.Next(3) == 0 ? channels : 1;
            var next = groups > 1 ? channels * _random.Next(1, 3) : _random.Next(1, 40);
            var op = new Conv(
                KernelShape: new[] { kernel, kernel }, Strides: new[] { stride, stride }, Pads: new[] { pad, pad, pad, pad }, Groups: groups);
            var weights = Weight(type, next, channels / groups, kernel, kernel);
            value = _random.Next(2) == 0 ? Add(op, value, weights, Weight(type, next)) : Add(op, value, weights);
            (channels, height, width) = (next, ((height + (2 * pad) - kernel) / stride) + 1, ((width + (2 * pad) - kernel) / stride) + 1);
            if (_random.Next(3) == 0)
            {
                var variance = Weight(type, channels);
                Square(variance);
                value = Add(new BatchNormalization(), value, Weight(type, channels), Weight(type, channels), Weight(type, channels), variance);
            }

            if (_random.Next(4) == 0)
            {
                value = Add(new Add(), value, Add(new Activate(ActivationCatalogue.Find("Relu")!), value));
            }

            if (_random.Next(4) > 0)
            {
                var activations = ActivationCatalogue.All;
                value = Add(new Activate(_random.Next(2) == 0 ? ActivationCatalogue.Find("Relu")! : activations[_random.Next(activations.Count)]), value);
            }

            if (_random.Next(3) == 0 && height > 2 && width > 2)
            {
                var size = new[] { 2, 2 };
                value = _random.Next(2) == 0
                    ? Add(new MaxPool(KernelShape: size, Strides: size), value)
                    : Add(new AveragePool(KernelShape: size, Strides: size), value);
                (height, width) = (height / 2, width / 2);
            }
        }

        if (_random.Next(2) == 0)
        {
            value = Add(new GlobalAveragePool(), value);
            (height, width) = (1, 1);
        }

        value = GemmLayer(type, Add(new Flatten(), value), channels * height * width, _random.Next(1, 12));
        var graph = new ModelGraph(
            "random", new ValueInfo[] { input }, new ValueInfo[] { new(value, type, new Dimension[2]) { RankKnown = false } }, _nodes.ToArray());
        return new Model(graph, _weights);
    }

    /// <summary>A tensor of numbers around 0.</summary>
    public ModelTensor Numbers(ElementType type, params int[] dims)
    {
        var tensor = ModelTensor.Zeros(type, new Shape(dims));
        for (var i = 0; i < tensor.Length; i++)
        {
            var value = _random.NextDouble() * 2 - 1;
            if (type == ElementType.Float64)
            {
                tensor.Values<double>()[i] = value;
            }
            else
            {
                tensor.Values<float>()[i] = (float)value;
            }
        }

        return tensor;
    }

    private string GemmLayer(ElementType type, string value, int width, int next)
    {
        var transposed = _random.Next(2) == 0;
        var op = new Gemm(_random.Next(2) == 0 ? 1 : 0.5f, _random.Next(2) == 0 ? 1 : 2, false, transposed);
        var weight = transposed ? Weight(type, next, width) : Weight(type, width, next);
        return _random.Next(2) == 0 ? Add(op, value, weight, Weight(type, next)) : Add(op, value, weight);
    }

    private void Square(string weight)
    {
        var tensor = _weights[weight];
        for (var i = 0; i < tensor.Length; i++)
        {
            if (tensor.Type == ElementType.Float64)
            {
                tensor.Values<double>()[i] = 0.1 + (tensor.Values<double>()[i] * tensor.Values<double>()[i]);
            }
            else
            {
                tensor.Values<float>()[i] = 0.1f + (tensor.Values<float>()[i] * tensor.Values<float>()[i]);
            }
        }
    }

    private string Weight(ElementType type, params int[] dims)
    {
        var name = "w" + _names++;
        _weights[name] = Numbers(type, dims);
        return name;
    }

    private string Add(Op op, params string[] inputs)
    {
        var output = "v" + _names++;
        _nodes.Add(new Node("n" + _names, op, inputs, new[] { output }));
        return output;
    }
}
