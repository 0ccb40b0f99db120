using System.Globalization;
using Relumine.Data.Pictures;
using Relumine.Data.Tables;
using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Predictions;

/// <summary>Decides what the outputs of a network mean: by what it carries of its training, or, if it is from elsewhere, by its last operator.</summary>
internal static class PredictionChoice
{
    /// <summary>The columns for a network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="outputs">What it gives for a row.</param>
    /// <param name="largest">Whether the user wants the index of the largest number, whatever the network says.</param>
    /// <exception cref="RelumineException">There is no such index, the table would be too wide, or what the network carries is broken.</exception>
    public static PredictionColumns Of(Model model, IReadOnlyList<RowOutput> outputs, bool largest)
    {
        var single = outputs is [var output] && output.Type.IsFloat() && (output.Length == 1 || output.IsVector) ? output : null;
        if (single is not null && RecipeMetadata.Read(model) is { } recipe && Trained(model, recipe, single.Length) is { } columns
            && (columns.NamesClass || !largest))
        {
            return columns;
        }

        if (largest && single is not { Length: > 1 })
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                "--argmax needs a network with one output that has several numbers for each row, but this one gives "
                    + $"{string.Join(", ", outputs.Select(o => $"'{o.Name}' {o.Type} {o.Shape}"))}. Leave it out.");
        }

        return new ElementColumns(outputs, single is { Length: > 1 } && (largest || EndsInSoftmax(model)));
    }

    private static PredictionColumns? Trained(Model model, Recipe recipe, int outputs)
    {
        var target = Read(model, TablePlan.MetadataKey, TablePlan.Parse)?.Target();
        var pictures = Read(model, PicturePlan.MetadataKey, PicturePlan.Parse);
        string[] known = [.. target?.Categories ?? pictures?.ClassNames ?? []];
        string Class(int c) => c < known.Length ? known[c] : c.ToString(CultureInfo.InvariantCulture);
        string[] classes = [.. Enumerable.Range(0, outputs == 1 ? 2 : outputs).Select(Class)];

        var hasLabels = target is not null ? target.Classes > 0 : pictures is not null ? true : HasLabels(recipe, outputs);
        if (hasLabels is null)
        {
            return null;
        }

        var transform = recipe.Loss.TransformOf(outputs, hasLabels.Value);
        if (!hasLabels.Value)
        {
            return new NumberColumns(Targets(target, outputs, transform), transform == OutputTransform.Sigmoid, target is { Percent: true } ? 100 : 1);
        }

        return outputs == 1
            ? new PairColumns(classes, recipe.Loss.Decision, transform == OutputTransform.Sigmoid)
            : new ClassColumns(
                classes,
                EndsInSoftmax(model) ? ClassOutputs.Probabilities
                    : transform == OutputTransform.Softmax ? ClassOutputs.Logits
                    : ClassOutputs.Scores);
    }

    // What the recipe says where no table does; null where only the data could.
    private static bool? HasLabels(Recipe recipe, int outputs) => recipe.Data switch
    {
        NpzData { Labels: null } or NpyData { Labels: null } => false,
        _ => recipe.Loss switch
        {
            BinaryCrossEntropy => outputs == 1,
            Focal when outputs == 1 => true,
            Focal when recipe.Data is CsvData => null,
            Focal => true,
            { TargetsAreLabels: true } => true,
            _ => outputs == 1 || recipe.Data is CsvData ? false : null,
        },
    };

    private static string[] Targets(ColumnPlan? target, int outputs, OutputTransform transform)
    {
        if (target is not null && outputs == 1)
        {
            return [target.Title + (target.Percent ? " in %" : "")];
        }

        var what = transform == OutputTransform.Sigmoid ? "probability of label" : "prediction";
        return outputs == 1 ? [what] : [.. Enumerable.Range(1, outputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"{what} {i}"))];
    }

    private static T? Read<T>(Model model, string key, Func<string, string, T> parse)
        where T : class =>
        model.Metadata.TryGetValue(key, out var json) ? parse(json, $"the model's metadata '{key}'") : null;

    private static bool EndsInSoftmax(Model model) =>
        model.Graph.Nodes.LastOrDefault(n => n.Outputs.Contains(model.Graph.Outputs[0].Name))?.Op is Softmax or LogSoftmax;
}
