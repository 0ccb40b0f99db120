using Relumine.Data.Datasets;
using Relumine.Doctor.Cures;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Runs;

/// <summary>A recipe made ready to run, and what its layers say of what may be found.</summary>
internal sealed record PreparedRun(PreparedRecipe Prepared, bool EndsInActivation, bool Normalizes, bool KeepsStatistics)
{
    /// <summary>What the recipe says of the network.</summary>
    public Blueprint Blueprint { get; private init; } = new();

    /// <summary>What it learns from.</summary>
    public Dataset Training => Prepared.Data.Training;

    /// <summary>What is kept aside to measure it on; null if nothing is.</summary>
    public Dataset? Validation => Prepared.Data.Validation;

    /// <summary>The layers.</summary>
    public Network Network => Prepared.Network;

    /// <summary>The network before the first update.</summary>
    public Model Model => Prepared.Model;

    /// <summary>How it is trained.</summary>
    public TrainerOptions Options => Prepared.Options;

    /// <summary>How much it has to calculate, if it is examined on so many samples.</summary>
    public RunWork Work(int examined) => new(
        Network, Options.Batch, Training.Samples, examined, Validation?.Samples ?? 0, Training.SampleShape.ElementCount,
        Options.Optimizer.Slots, RunWork.Settling(KeepsStatistics));

    /// <summary>How many numbers the network gives for a sample.</summary>
    public int Outputs => Network.SampleShape.ElementCount;

    /// <summary>Prepares a recipe, whose data are read unless they are among those read before.</summary>
    public static PreparedRun Of(Recipe recipe, Dictionary<(RecipeData, string, ulong), Dataset> read)
    {
        var all = Read(recipe, read);
        var prepared = PreparedRecipe.Of(recipe, all);
        return new(prepared, recipe.Model[^1] is ActivationLayer, NormalizesItself(recipe), KeepsRunningStatistics(recipe))
        {
            Blueprint = Blueprint.Of(recipe, all.SampleShape, prepared.Data.Training.Samples),
        };
    }

    /// <summary>The same data and first weights, trained as another recipe says that differs in nothing else.</summary>
    public PreparedRun TrainedAs(Recipe recipe) =>
        this with { Prepared = Prepared.TrainedAs(recipe) };

    /// <summary>The data of a recipe, read unless they are among those read before.</summary>
    public static Dataset Read(Recipe recipe, Dictionary<(RecipeData, string, ulong), Dataset> read)
    {
        var key = (recipe.Data, recipe.Folder, recipe.Seed);
        return read.TryGetValue(key, out var all) ? all : read[key] = RecipeDataset.Open(recipe);
    }

    /// <summary>Whether a layer keeps running statistics.</summary>
    internal static bool KeepsRunningStatistics(Recipe recipe) => recipe.Model.Flat().Any(l => l is BatchNormalizationLayer);

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
