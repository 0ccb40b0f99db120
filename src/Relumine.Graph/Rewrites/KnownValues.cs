using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Rewrites;

/// <summary>Types, shapes and constants of a graph's values, as far as they can be derived.</summary>
internal sealed class KnownValues
{
    private readonly Model _model;
    private readonly ShapeInference? _shapes;

    private KnownValues(Model model, ShapeInference? shapes) => (_model, _shapes) = (model, shapes);

    /// <summary>What is known; where a shape depends on data, only the weights are.</summary>
    public static KnownValues Of(Model model)
    {
        try
        {
            return new KnownValues(model, new ShapeInference(model, null));
        }
        catch (RelumineException)
        {
            return new KnownValues(model, null);
        }
    }

    /// <summary>The type and shape of a value for one sample, or null.</summary>
    public TensorType? Type(string value) => _shapes?[value];

    /// <summary>The value, if it does not depend on the inputs, or null.</summary>
    public ModelTensor? Constant(string value) => _shapes is null ? _model.Weights.GetValueOrDefault(value) : _shapes.Constant(value);

    /// <summary>Why y, computed from x and numbers, is no function of each element of x; null if it is.</summary>
    public string? WhyNotElementwise(string x, string y, IEnumerable<ModelTensor> numbers)
    {
        if (Type(x) is { } from && Type(y) is { } to)
        {
            return !from.Type.IsFloat() || from.Type != to.Type ? $"it computes with {from.Type}"
                : !from.Shape.Equals(to.Shape) ? $"the shape changes from {from.Shape} to {to.Shape}"
                : null;
        }

        return numbers.FirstOrDefault(n => !n.Type.IsFloat() || n.Shape.Rank > 1) is { } odd
            ? $"the shapes are not known and a constant is {odd}, which may change the shape"
            : null;
    }
}
