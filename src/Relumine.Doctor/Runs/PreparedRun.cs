using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Doctor.Cures;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Runs;

/// <summary>A recipe made ready to run.</summary>
internal sealed record PreparedRun(Dataset Training, Network Network, Model Model, TrainerOptions Options, int Outputs, bool EndsInActivation, bool Normalizes, bool KeepsStatistics)
{
    public static PreparedRun Of(Recipe recipe, Dictionary<(RecipeData, string, ulong), Dataset> read)
    {
        var key = (recipe.Data, recipe.Folder, recipe.Seed);
        if (!read.TryGetValue(key, out var all))
        {
            all = read[key] = RecipeDataset.Open(recipe);
        }

        var training = recipe.Validation > 0 ? all.Split(recipe.Validation, recipe.Seed).Training : all;
        var data = StandardizedData.Of(training, null, recipe.Transforms).Training;
        var network = recipe.ToNetwork(data.SampleShape);
        var model = network.Build(recipe.Seed, recipe.Init, recipe.LooksAtData ? data.Take([.. Enumerable.Range(0, Math.Min(1024, data.Samples))]).Features : null);
        var options = new TrainerOptions
        {
            Loss = recipe.Loss,
            Optimizer = recipe.Optimizer,
            Schedule = recipe.Schedule,
            Batch = recipe.Batch,
            Epochs = recipe.Epochs,
            Seed = recipe.Seed,
            Kink = recipe.Kink,
            KinkOfLayer = network.KinkOfLayer,
            ClipNorm = recipe.ClipNorm,
            ClipValue = recipe.ClipValue,
        };
        return new(data, network, model, options, network.SampleShape.ElementCount, recipe.Model[^1] is ActivationLayer, NormalizesItself(recipe), recipe.Model.Flat().Any(l => l is BatchNormalizationLayer));
    }

    /// <summary>Whether a normalisation before the first activation takes the data's mean and scale away.</summary>
    internal static bool NormalizesItself(Recipe recipe)
    {
        foreach (var layer in recipe.Model)
        {
            switch (layer)
            {
                case BatchNormalizationLayer or LayerNormalizationLayer:
                    return true;
                case ActivationLayer or PreluLayer or CReluLayer or MaxoutLayer or ResidualLayer:
                    return false;
            }
        }

        return false;
    }
}
