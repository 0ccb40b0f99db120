using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>One operator that samples go through on their way into a model, with a number for each feature.</summary>
/// <param name="Node">The name of its node.</param>
/// <param name="Op">An operator of two inputs: the samples, and the numbers.</param>
/// <param name="Parameter">What the numbers are, as a name behind that of the input.</param>
/// <param name="Numbers">One for each feature.</param>
/// <param name="Result">What comes of it, as a name behind that of the input.</param>
internal readonly record struct InputOperator(string Node, Op Op, string Parameter, float[] Numbers, string Result);

/// <summary>Puts what was done to samples into the model that learned from them, so that it takes them as they are.</summary>
internal static class InputOperators
{
    /// <summary>A model that takes samples as they are, with operators between its input and whatever read it.</summary>
    /// <param name="model">A model with one input.</param>
    /// <param name="layout">Which elements of a sample are the same feature.</param>
    /// <param name="operators">The operators, in order.</param>
    /// <param name="note">What the metadata say of it.</param>
    /// <exception cref="ArgumentException">The model has more inputs than one, or samples of another size.</exception>
    public static Model Put(Model model, FeatureLayout layout, IReadOnlyList<InputOperator> operators, (string Key, string Text) note)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Graph.Inputs is not [var input])
        {
            throw new ArgumentException($"The model has {model.Graph.Inputs.Count} inputs; one is expected.", nameof(model));
        }

        var (names, shape) = (new FreshNames(model), layout.ParameterShape(input));
        var (nodes, weights, value) = (new List<Node>(), new Dictionary<string, ModelTensor>(model.Weights), input.Name);
        foreach (var step in operators)
        {
            var (result, parameter) = (names.Of(input.Name + step.Result), names.Of(input.Name + step.Parameter));
            nodes.Add(new(names.Of(step.Node), step.Op, new[] { value, parameter }, new[] { result }));
            weights[parameter] = FeatureLayout.Spread(step.Numbers, shape);
            value = result;
        }

        nodes.AddRange(model.Graph.Nodes.Select(n => n with { Inputs = n.Inputs.Select(i => i == input.Name ? value : i).ToArray() }));
        var outputs = model.Graph.Outputs.Select(o => o.Name == input.Name ? o with { Name = value } : o).ToArray();
        return model with
        {
            Graph = model.Graph with { Nodes = nodes.ToArray(), Outputs = outputs },
            Weights = weights,
            Metadata = new Dictionary<string, string>(model.Metadata) { [note.Key] = note.Text },
        };
    }
}
