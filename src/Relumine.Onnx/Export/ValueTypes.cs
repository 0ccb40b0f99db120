using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Export;

/// <summary>The element types of all values of a graph, as far as they can be told without its shapes.</summary>
internal sealed class ValueTypes
{
    private readonly Dictionary<string, ElementType> _types = new(StringComparer.Ordinal);

    /// <summary>Derives the types.</summary>
    public ValueTypes(Model model)
    {
        foreach (var (name, weight) in model.Weights)
        {
            _types[name] = weight.Type;
        }

        foreach (var input in model.Graph.Inputs)
        {
            _types[input.Name] = input.Type;
        }

        foreach (var node in model.Graph.Nodes)
        {
            Infer(node, model.Weights);
        }
    }

    /// <summary>The type of a value, or null if it is left out or cannot be told.</summary>
    public ElementType? this[string value] => _types.TryGetValue(value, out var type) ? type : null;

    /// <summary>
    /// Asks the operator with shapes that are made up: those that do not fit make it throw, and then the first input's type
    /// is as good a guess as there is, because operators that change the type do not care about shapes.
    /// </summary>
    private void Infer(Node node, IReadOnlyDictionary<string, ModelTensor> weights)
    {
        var constants = node.Inputs.Select(i => weights.GetValueOrDefault(i)).ToArray();
        var inputs = node
            .Inputs.Select((name, i) => this[name] is { } type ? new TensorType(type, constants[i]?.Shape ?? Shape.Scalar) : (TensorType?)null)
            .ToArray();
        var context = new InferenceContext(node, inputs, constants);
        try
        {
            node.Op.Infer(context);
        }
        catch (Exception e) when (e is RelumineException or ArgumentException or InvalidOperationException or OverflowException or IndexOutOfRangeException)
        {
            // The guess below.
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            if ((context.Outputs[i]?.Type ?? inputs.FirstOrDefault()?.Type) is { } type)
            {
                _types[node.Outputs[i]] = type;
            }
        }
    }
}
