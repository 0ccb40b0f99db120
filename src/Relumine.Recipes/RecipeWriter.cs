using System.Text.Json.Nodes;
using Relumine.Recipes.Forms;
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

        return new JsonObject
        {
            ["schema"] = Recipe.CurrentSchema,
            ["data"] = data,
            ["model"] = LayerList.Write(recipe.Model),
            ["init"] = new JsonObject { ["weights"] = InitializerForm.Write(recipe.Init.Weights), ["bias"] = recipe.Init.Bias },
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
    }
}
