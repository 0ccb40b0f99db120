using Relumine.Graph.Errors;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;

namespace Relumine.Live.Sessions;

/// <summary>What a page of the playground may ask for: data that are made, and networks that a screen can show.</summary>
internal static class PlayLimits
{
    private const int MostLayers = 40;
    private const int MostUnits = 512;
    private const int MostFeatures = 64;
    private const int MostSamples = 5000;

    /// <summary>Refuses what reads files, or would take the machine for itself.</summary>
    public static void Check(Recipe recipe)
    {
        if (recipe.Data is not (RecipeGenerator or PointsData))
        {
            throw Refusal("The playground makes its data; for files use relumine live with a recipe.");
        }

        if (recipe.Data is RecipeGenerator { Samples: > MostSamples })
        {
            throw Refusal($"The playground takes at most {MostSamples} samples.");
        }

        if (recipe.Data is BlobsData { Features: > MostFeatures } or TeacherData { Features: > MostFeatures })
        {
            throw Refusal($"The playground takes at most {MostFeatures} numbers a sample.");
        }

        if (recipe.Model.Count > MostLayers || recipe.Model.Any(l => l is not (
            DenseLayer { Units: <= MostUnits } or MaxoutLayer { Units: <= MostUnits, Pieces: <= 16 }
            or ActivationLayer or PreluLayer or CReluLayer or BatchNormalizationLayer or LayerNormalizationLayer or DropoutLayer or AlphaDropoutLayer)))
        {
            throw Refusal($"The playground takes at most {MostLayers} layers one behind the other, dense ones with at most {MostUnits} units.");
        }
    }

    private static RelumineException Refusal(string why) => new(ErrorKind.InvalidRequest, why);
}
