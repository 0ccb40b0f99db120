using Relumine.Data.Tables;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>Puts what was learned from a table into the model that learned from it.</summary>
internal static class TableMetadata
{
    /// <summary>
    /// A model whose metadata hold the plan of its table. Where numbers were missing, its first operators put what was learned in the place of NaN, so
    /// that any runtime fills as the training did; names, categories and dates are texts, which only the metadata can say.
    /// </summary>
    /// <param name="model">A model with one input, [N, features].</param>
    /// <param name="plan">How the features were made.</param>
    public static Model Put(Model model, TablePlan plan)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        if (model.Graph.Inputs is not [var input])
        {
            throw new ArgumentException($"The model has {model.Graph.Inputs.Count} inputs; one is expected.", nameof(model));
        }

        var metadata = new Dictionary<string, string>(model.Metadata) { [TablePlan.MetadataKey] = plan.ToJson() };
        if (!plan.Columns.Any(c => c is { Role: ColumnRole.Feature, Missing: > 0 } && c.Kind != ColumnKind.Category))
        {
            return model with { Metadata = metadata };
        }

        var (names, fills) = (new FreshNames(model), plan.Fills().ToArray());
        var shape = new FeatureLayout(fills.Length, 1).ParameterShape(input);
        var (mask, fill, filled) = (names.Of(input.Name + ".missing"), names.Of(input.Name + ".fill"), names.Of(input.Name + ".filled"));
        Node[] nodes =
        [
            new(names.Of("fill.isnan"), new IsNaN(), new[] { input.Name }, new[] { mask }),
            new(names.Of("fill.where"), new Where(), new[] { mask, fill, input.Name }, new[] { filled }),
            .. model.Graph.Nodes.Select(n => n with { Inputs = n.Inputs.Select(i => i == input.Name ? filled : i).ToArray() }),
        ];
        return model with
        {
            Graph = model.Graph with
            {
                Nodes = nodes,
                Outputs = model.Graph.Outputs.Select(o => o.Name == input.Name ? o with { Name = filled } : o).ToArray(),
            },
            Weights = new Dictionary<string, ModelTensor>(model.Weights) { [fill] = FeatureLayout.Spread(fills, shape) },
            Metadata = metadata,
        };
    }
}
