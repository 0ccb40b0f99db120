using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli.Runs;

/// <summary>What the commands that train have in common.</summary>
internal static class RecipeFile
{
    /// <summary>Reads a recipe, with another seed if one is given.</summary>
    /// <exception cref="RelumineException">It is missing or wrong.</exception>
    public static Recipe Read(string path, int? seed)
    {
        var recipe = Recipe.Read(path);
        return seed is { } given ? recipe with { Seed = (ulong)given } : recipe;
    }

    /// <summary>What a run is called: the recipe's file name without its ending.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);
}
