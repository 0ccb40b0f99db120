using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>
/// What is known of values while a graph is being read: types and shapes, every symbolic dimension being 1. Older forms of some
/// operators mean different things for different numbers of dimensions.
/// </summary>
internal sealed class KnownTypes
{
    private readonly Dictionary<string, TensorType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelTensor> _constants = new(StringComparer.Ordinal);
    private readonly WeightImport _weights;
    private int _seen;

    /// <summary>Begins with what the graph declares of its inputs.</summary>
    public KnownTypes(IEnumerable<ValueInfoProto> inputs, WeightImport weights)
    {
        _weights = weights;
        foreach (var input in inputs.Where(i => !weights.Contains(i.Name)))
        {
            var value = ValueImport.Read(input, "input");
            if (value.RankKnown)
            {
                _types[value.Name] = new TensorType(value.Type, ShapeInference.OneSample(value));
            }
        }
    }

    /// <summary>The type of a value that the graph's inputs, weights or nodes so far make; null if it cannot be told.</summary>
    public TensorType? Of(string value, IReadOnlyList<Node> nodes)
    {
        for (; _seen < nodes.Count; _seen++)
        {
            Infer(nodes[_seen]);
        }

        return Type(value);
    }

    /// <summary>The value if it is small and made of small constants; otherwise null.</summary>
    public ModelTensor? Constant(string value) => _constants.GetValueOrDefault(value);

    private TensorType? Type(string value) =>
        _types.TryGetValue(value, out var type) ? type
        : _weights.Find(value) is { } weight ? new TensorType(weight.Type, weight.Shape)
        : null;

    private void Infer(Node node)
    {
        var inputs = node.Inputs.Select(i => i.Length > 0 ? Type(i) : null).ToArray();
        if (node.Inputs.Where((name, i) => name.Length > 0 && inputs[i] is null).Any())
        {
            return;
        }

        var constants = node.Inputs.Select(i => i.Length == 0 ? null : _constants.GetValueOrDefault(i) ?? _weights.Find(i)).ToArray();
        var context = new InferenceContext(node, inputs, constants);
        try
        {
            node.Op.Infer(context);
        }
        catch (Exception e) when (e is RelumineException || ShapeInference.IsAboutTheNumbers(e))
        {
            // What is wrong is said when the whole graph is known.
            return;
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0 && context.Outputs[i] is { } type)
            {
                _types[node.Outputs[i]] = type;
            }
        }

        Fold(node, inputs, constants, context);
    }

    // Shapes are computed from shapes, which takes little.
    private void Fold(Node node, TensorType?[] inputs, ModelTensor?[] constants, InferenceContext context)
    {
        const int Largest = 1024;
        var isShape = node.Op.DependsOnlyOnShapes;
        if (node.Outputs.Count != 1 || context.Outputs[0] is not { Shape.ElementCount: <= Largest } type
            || !node.Inputs.Select((name, i) => name.Length == 0 || isShape || constants[i] is { Length: <= Largest }).All(known => known))
        {
            return;
        }

        var result = ModelTensor.Zeros(type.Type, type.Shape);
        var operands = constants.Select((c, i) => c ?? (inputs[i] is { } t ? ModelTensor.View(t.Type, t.Shape, [], 0) : null)).ToArray();
        try
        {
            node.Op.Forward(new ForwardContext(operands, [result]));
        }
        catch (Exception e) when (e is RelumineException || ShapeInference.IsAboutTheNumbers(e))
        {
            return;
        }

        _constants[node.Outputs[0]] = result;
    }
}
