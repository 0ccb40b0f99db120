using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Initializers;
using Relumine.Recipes.Data;
using Relumine.Recipes.Forms;
using Relumine.Recipes.Interventions;
using Relumine.Recipes.Json;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes;

/// <summary>Writes recipes as JSON, every key of the top spelled out.</summary>
internal static class RecipeWriter
{
    public static JsonObject Write(Recipe recipe)
    {
        var data = DataForm.Write(recipe.Data);
        data.Add("validation", JsonValue.Create(recipe.Validation));
        data.Add("standardize", JsonValue.Create(recipe.Standardize));
        (string Key, bool IsOn)[] rarer =
        [
            ("standardizeTargets", recipe.StandardizeTargets),
            ("winsorize", recipe.Winsorize),
            ("winsorizeTargets", recipe.WinsorizeTargets),
        ];
        foreach (var (key, isOn) in rarer)
        {
            if (isOn)
            {
                data.Add(key, JsonValue.Create(true));
            }
        }

        data.Put("split", recipe.Split is { } split ? WordOf(split) : null);
        if (recipe.SplitSeed is { } drawn)
        {
            data.Add("splitSeed", JsonValue.Create(drawn));
        }

        if (!recipe.Shuffle)
        {
            data.Add("shuffle", JsonValue.Create(false));
        }

        var json = new JsonObject
        {
            ["schema"] = Recipe.CurrentSchema,
            ["data"] = data,
            ["model"] = LayerList.Write(recipe.Model),
            ["init"] = new JsonObject { ["weights"] = InitializerForm.Write(recipe.Init.Weights), ["bias"] = Bias(recipe.Init) },
            ["kink"] = recipe.Kink.Lambda,
            ["loss"] = LossForm.Write(recipe.Loss),
            ["optimizer"] = OptimizerForm.Write(recipe.Optimizer),
            ["schedule"] = ScheduleForm.Write(recipe.Schedule),
            ["clipNorm"] = recipe.ClipNorm,
            ["clipValue"] = recipe.ClipValue,
            ["batch"] = recipe.Batch,
            ["epochs"] = recipe.Epochs,
            ["seed"] = recipe.Seed,
        };
        TableForm.Put(json, "classWeights", recipe.ClassWeights is { } weights ? ClassWeightsForm.Write(weights) : null);
        TableForm.Put(json, "earlyStopping", recipe.EarlyStopping is { } stopping ? EarlyStoppingForm.Write(stopping) : null);
        TableForm.Put(json, "interventions", recipe.Interventions.Count > 0 ? InterventionForm.Write(recipe.Interventions) : null);
        return json;
    }

    /// <summary>How a way to split is written.</summary>
    public static string WordOf(SplitKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static JsonNode Bias(Initialization init) => init.Biases is { } drawn ? InitializerForm.Write(drawn) : JsonValue.Create(init.Bias);
}
