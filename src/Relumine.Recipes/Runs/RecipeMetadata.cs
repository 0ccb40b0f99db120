using Relumine.Graph.Models;

namespace Relumine.Recipes.Runs;

/// <summary>The recipe that a trained network carries in its metadata, under <see cref="Key"/>.</summary>
public static class RecipeMetadata
{
    /// <summary>The key in a model's metadata.</summary>
    public const string Key = "relumine.recipe";

    /// <summary>The network with this recipe in its metadata.</summary>
    public static Model Write(Model model, Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(recipe);
        return model with { Metadata = new Dictionary<string, string>(model.Metadata) { [Key] = recipe.ToJson() } };
    }

    /// <summary>The recipe in a network's metadata; null if it has none.</summary>
    /// <param name="model">The network.</param>
    /// <param name="folder">The folder of the network's file, which paths of the recipe are relative to.</param>
    public static Recipe? Read(Model model, string folder = "")
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Metadata.TryGetValue(Key, out var text) ? Recipe.Parse(text, folder) : null;
    }

    /// <summary>The network as it is saved into a folder: the paths of its recipe become relative to that.</summary>
    /// <param name="model">The network; one without a recipe stays as it is.</param>
    /// <param name="from">The folder that paths are relative to now, <see cref="Recipe.Folder"/>.</param>
    /// <param name="to">The folder that the file goes to.</param>
    public static Model Move(Model model, string from, string to) => Read(model, from) is { } recipe ? Write(model, recipe.In(to)) : model;
}
