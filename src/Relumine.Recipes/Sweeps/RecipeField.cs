using System.Globalization;
using System.Text.Json.Nodes;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Sweeps;

/// <summary>
/// Sets one field of a recipe by its path, as <see cref="RecipeDifference"/> names fields: <c>optimizer.sgd.lr</c>, <c>model[1].bias</c>. Four short
/// names stand for what people sweep most: <c>lr</c> (the optimizer's rate), <c>activation</c> (of all hidden layers), <c>width</c> (the units of all
/// dense layers but the last) and <c>depth</c> (how often the first hidden layer stands behind itself).
/// </summary>
internal static class RecipeField
{
    // Where one thing is chosen among several, another choice takes its place instead of standing beside it.
    private static readonly string[] s_choices = ["init.weights", "init.bias", "optimizer", "schedule", "loss"];

    /// <summary>The recipe with another value in a field.</summary>
    /// <exception cref="RelumineException">There is no such field, or it cannot have the value (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public static Recipe With(Recipe recipe, string path, JsonNode value) => path switch
    {
        "activation" => Activated(recipe, value),
        "width" => Widened(recipe, Whole(path, value)),
        "depth" => Deepened(recipe, Whole(path, value)),
        _ => Set(recipe, path == "lr" ? $"optimizer.{recipe.Optimizer.Name}.lr" : path, value),
    };

    private static Recipe Set(Recipe recipe, string path, JsonNode value)
    {
        var json = RecipeWriter.Write(recipe);
        var parts = path.Split('.');
        JsonNode at = json;
        var walked = "";
        for (var i = 0; i < parts.Length; i++)
        {
            var (key, index) = Part(path, parts[i]);
            var isLast = i == parts.Length - 1;
            if (at is not JsonObject holder)
            {
                throw Unknown(path, $"{walked} has no parts.");
            }

            if (s_choices.Contains(walked) && !holder.ContainsKey(key))
            {
                holder.Clear();
            }

            if (index is null && isLast)
            {
                holder[key] = value.DeepClone();
                break;
            }

            if (index is { } n)
            {
                if (holder[key] is not JsonArray list || n >= list.Count)
                {
                    throw Unknown(path, $"There is no {key}[{n}].");
                }

                if (isLast)
                {
                    list[n] = value.DeepClone();
                    break;
                }

                at = AsObject(list, n);
            }
            else
            {
                if (holder[key] is not JsonObject)
                {
                    // What stands there as a word, or not at all, becomes an object with what is set.
                    holder[key] = new JsonObject();
                }

                at = holder[key]!;
            }

            walked = walked.Length == 0 ? parts[i] : $"{walked}.{parts[i]}";
        }

        return Recipe.Parse(json.ToJsonString(), recipe.Folder) with { Source = recipe.Source };
    }

    // A layer may be written as a word.
    private static JsonNode AsObject(JsonArray list, int n)
    {
        if (list[n] is JsonValue word && word.TryGetValue<string>(out var name))
        {
            list[n] = new JsonObject { [name] = new JsonObject() };
        }

        return list[n] ?? throw new InvalidOperationException("A list of a recipe has no empty places.");
    }

    private static (string Key, int? Index) Part(string path, string part)
    {
        var open = part.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return part.Length > 0 ? (part, null) : throw Unknown(path, "A part of it is empty.");
        }

        return part[^1] == ']' && int.TryParse(part[(open + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (part[..open], index)
            : throw Unknown(path, $"'{part}' is no NAME[NUMBER].");
    }

    private static RelumineException Unknown(string path, string why) =>
        new(ErrorKind.InvalidRequest, $"'{path}' is no field of a recipe: {why} Fields are named as 'relumine compare' names them, e.g. optimizer.sgd.lr.");

    private static int Whole(string path, JsonNode value) =>
        value is JsonValue number && number.TryGetValue<double>(out var d) && d >= 1 && d <= 1 << 20 && d == Math.Floor(d)
            ? (int)d
            : throw new RelumineException(ErrorKind.InvalidRequest, $"{path} takes whole numbers from 1, not {value.ToJsonString()}.");

    // Read in its place as a list of one layer, so that it means what it means in a recipe.
    private static Recipe Activated(Recipe recipe, JsonNode value)
    {
        var json = RecipeWriter.Write(recipe);
        json["model"] = new JsonArray(new JsonObject { ["dense"] = 1 }, value.DeepClone());
        var layer = Recipe.Parse(json.ToJsonString(), recipe.Folder).Model[1];
        var isOutput = recipe.Model.Count > 0 && recipe.Model[^1] is ActivationLayer or PreluLayer;
        RecipeLayer[] layers = [.. recipe.Model.Select((l, i) => l is ActivationLayer or PreluLayer && !(isOutput && i == recipe.Model.Count - 1) ? layer : l)];
        return layers.Contains(layer) ? recipe with { Model = layers }
            : throw new RelumineException(ErrorKind.InvalidRequest, $"{recipe.Source}: it has no activation in a hidden layer that could be another one.");
    }

    private static Recipe Widened(Recipe recipe, int width)
    {
        var last = LastDense(recipe, "width");
        return recipe with { Model = recipe.Model.Select((l, i) => l is DenseLayer dense && i != last ? dense with { Units = width } : l).ToArray() };
    }

    // The hidden layer that is repeated: the first dense layer as wide as what goes into it, or else the first, and what stands behind it up to the next.
    private static Recipe Deepened(Recipe recipe, int depth)
    {
        var last = LastDense(recipe, "depth");
        RecipeLayer[] layers = [.. recipe.Model];
        var first = Array.FindIndex(layers, l => l is DenseLayer);
        var end = Array.FindIndex(layers, first + 1, l => l is DenseLayer);
        RecipeLayer[] hidden = layers[first..end];
        return recipe with { Model = (RecipeLayer[])[.. layers[..first], .. Enumerable.Repeat(hidden, depth).SelectMany(h => h), .. layers[last..]] };
    }

    private static int LastDense(Recipe recipe, string path)
    {
        var places = recipe.Model.Select((l, i) => (l, i)).Where(p => p.l is DenseLayer).Select(p => p.i).ToArray();
        return places.Length >= 2 ? places[^1]
            : throw new RelumineException(ErrorKind.InvalidRequest, $"{recipe.Source}: {path} needs a hidden dense layer in front of the last one.");
    }
}
