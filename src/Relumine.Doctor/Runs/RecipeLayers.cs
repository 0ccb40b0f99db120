using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Runs;

/// <summary>The layers of recipes, those inside of others included.</summary>
internal static class RecipeLayers
{
    /// <summary>Every layer, those inside of others too.</summary>
    public static IEnumerable<RecipeLayer> Flat(this IEnumerable<RecipeLayer> layers) => layers.SelectMany(l => l switch
    {
        ResidualLayer r => r.Body.Flat().Concat(r.Shortcut.Flat()),
        ConcatLayer c => c.Branches.SelectMany(b => b.Flat()),
        _ => [l],
    });
}
