using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Rewrites;

/// <summary>Graphs for tests, written down node by node: <c>g.Add(new Mul(), "x", 0.5)</c>.</summary>
internal sealed class Graphs(ElementType type = ElementType.Float32, params Dimension[] dims)
{
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<string, ModelTensor> _weights = [];

    /// <summary>Adds a node with one output; inputs are names of values, numbers or tensors. Returns the output's name.</summary>
    public string Add(Op op, params object?[] inputs)
    {
        var output = string.Create(CultureInfo.InvariantCulture, $"v{_nodes.Count}");
        _nodes.Add(new Node("node_" + output, op, inputs.Select(Name).ToArray(), new[] { output }));
        return output;
    }

    /// <summary>The model with the last value, or the named ones, as outputs.</summary>
    public Model Model(params string[] outputs)
    {
        outputs = outputs.Length > 0 ? outputs : [_nodes[^1].Outputs[0]];
        var graph = new ModelGraph(
            "test",
            new[] { new ValueInfo("x", type, dims.Length > 0 ? dims : ["N", 5]) },
            outputs.Select(o => new ValueInfo(o, type, default) { RankKnown = false }).ToArray(),
            _nodes.ToArray());
        return new Model(graph, _weights);
    }

    /// <summary>The graph that a form says, with the parameters as constants.</summary>
    public static Model Of(OnnxForm form, Activation activation, ElementType type = ElementType.Float32)
    {
        var graph = new Graphs(type);
        var names = new Dictionary<string, object> { ["x"] = "x" };
        foreach (var step in form.Steps)
        {
            names[step.Output] = graph.Add(Operator(step), [.. step.Inputs.Select(i => names.TryGetValue(i, out var name) ? name : Number(i))]);
        }

        return graph.Model();

        double Number(string text)
        {
            var i = activation.Card.Parameters.ToList().FindIndex(p => p.Name == text);
            return i >= 0 ? activation.Parameters[i] : double.Parse(text, CultureInfo.InvariantCulture);
        }

        Op Operator(OnnxStep step)
        {
            var prototype = OperatorCatalogue.Find(step.Operator).ShouldNotBeNull();
            if (prototype is not Activate { Function: var function })
            {
                return prototype;
            }

            var parameters = function.Card.Parameters.Select(p => step.Attributes.FirstOrDefault(a => a.Name == p.Name) is { } a
                ? a.Parameter is { } own ? Number(own) : a.Constant!.Value
                : p.Default).ToArray();
            return new Activate(function.With(parameters));
        }
    }

    private string Name(object? input)
    {
        switch (input)
        {
            case null:
                return "";
            case string name:
                return name;
            default:
                var constant = string.Create(CultureInfo.InvariantCulture, $"c{_weights.Count}");
                _weights[constant] = input as ModelTensor ?? (type == ElementType.Float64
                    ? ModelTensor.Scalar(Convert.ToDouble(input, CultureInfo.InvariantCulture))
                    : ModelTensor.Scalar(Convert.ToSingle(input, CultureInfo.InvariantCulture)));
                return constant;
        }
    }
}
