using System.CommandLine;
using Relumine.Cli.Options;
using Relumine.Graph.Errors;
using Relumine.Recipes;

namespace Relumine.Cli.Runs;

/// <summary>What the commands that train have in common.</summary>
internal static class RecipeFile
{
    /// <summary>Reads a recipe, with another seed if one is given.</summary>
    /// <param name="path">The recipe.</param>
    /// <param name="seed">Another seed than the recipe's.</param>
    /// <param name="given">The command line, none of whose results may be the recipe's data.</param>
    /// <exception cref="RelumineException">It is missing or wrong; or a result would be written over its data.</exception>
    public static Recipe Read(string path, int? seed, ParseResult given)
    {
        var recipe = Recipe.Read(path);
        ResultOption.Check(given, recipe.DataPaths);
        return seed is { } other ? recipe with { Seed = (ulong)other } : recipe;
    }

    /// <summary>What a run is called: the recipe's file name without its ending.</summary>
    public static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>Recipes by their paths; a folder stands for those in it, by name.</summary>
    /// <exception cref="RelumineException">A folder holds none.</exception>
    public static IEnumerable<string> Several(IEnumerable<string> given)
    {
        foreach (var path in given)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            string[] inside = [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)];
            if (inside.Length == 0)
            {
                throw new RelumineException(
                    ErrorKind.BrokenFile,
                    $"{path}: the folder holds no recipe, no file that ends with .json. Give recipes, or a folder of them."
                );
            }

            foreach (var file in inside)
            {
                yield return file;
            }
        }
    }
}
