using System.Globalization;
using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Recipes.Data;

namespace Relumine.Recipes.Runs;

/// <summary>A recipe made ready to run: its data split and transformed, its network with first weights, and how it is trained.</summary>
/// <param name="Data">What it learns from, transformed, and what it is checked on.</param>
/// <param name="Network">The layers.</param>
/// <param name="Model">The network before the first update, for transformed data.</param>
/// <param name="Options">How the network is trained, on one thread.</param>
public sealed record PreparedRecipe(StandardizedData Data, Network Network, Model Model, TrainerOptions Options)
{
    /// <summary>The samples that initialisers look at, where they do.</summary>
    private const int LookedAt = 1024;

    /// <summary>Prepares a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="data">All its data, as <see cref="RecipeDataset.Open"/> reads them.</param>
    /// <param name="validates">Whether the samples that are put aside are kept for checking; otherwise they are dropped.</param>
    /// <exception cref="RelumineException">
    /// A label is out of range (<see cref="ErrorKind.BrokenFile"/>, with the row), or layers, loss and data do not fit each other
    /// (<see cref="ErrorKind.InvalidRequest"/>, with the JSON path).
    /// </exception>
    public static PreparedRecipe Of(Recipe recipe, Dataset data, bool validates = true)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        var network = recipe.ToNetwork(data.SampleShape);
        Check(recipe, data, network.SampleShape.ElementCount);
        var (training, validation) = recipe.Validation > 0
            ? data.Split(recipe.Validation, recipe.SplitSeed ?? recipe.Seed, recipe.Split, !recipe.Shuffle) : (data, null);
        training = recipe.ClassWeights?.Apply(training, recipe.Source) ?? training;
        var transformed = StandardizedData.Of(training, validates ? validation : null, recipe.Transforms);
        var model = network.Build(recipe.Seed, recipe.Init, recipe.LooksAtData ? First(transformed.Training, LookedAt) : null);
        return new PreparedRecipe(transformed, network, model, OptionsOf(recipe, network, validates)) { Recipe = recipe };
    }

    /// <summary>The recipe.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The same data and first weights, trained as another recipe says that differs in nothing else.</summary>
    /// <param name="recipe">That recipe.</param>
    public PreparedRecipe TrainedAs(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return this with { Recipe = recipe, Options = OptionsOf(recipe, Network, Options.EarlyStopping is not null || Data.Validation is not null) };
    }

    /// <summary>The same data, and the network of a recipe whose layers have other activations.</summary>
    internal PreparedRecipe WithLayersOf(Recipe recipe)
    {
        var network = recipe.ToNetwork(Data.Training.SampleShape);
        var prepared = this with { Network = network, Recipe = recipe, Options = OptionsOf(recipe, network, Options.EarlyStopping is not null) };
        return prepared with { Model = prepared.Redrawn(recipe.Seed) };
    }

    /// <summary>The network with first weights as another seed draws them.</summary>
    internal Model Redrawn(ulong seed) =>
        Network.Build(seed, Recipe.Init, Recipe.LooksAtData ? First(Data.Training, LookedAt) : null);

    private static TrainerOptions OptionsOf(Recipe recipe, Network network, bool validates) =>
        new()
        {
            Loss = recipe.Loss,
            Optimizer = recipe.Optimizer,
            Schedule = recipe.Schedule,
            Batch = recipe.Batch,
            Epochs = recipe.Epochs,
            Seed = recipe.Seed,
            Kink = recipe.Kink,
            KinkOfLayer = network.KinkOfLayer,
            Shuffle = recipe.Shuffle,
            EarlyStopping = validates ? recipe.EarlyStopping : null,
            Frozen = network.Parameters.Where(p => p.Rate == 0).Select(p => p.Name).ToHashSet(StringComparer.Ordinal),
            Rates = network.Parameters.Where(p => p.Rate is not (0 or 1)).ToDictionary(p => p.Name, p => p.Rate, StringComparer.Ordinal),
            ClipNorm = recipe.ClipNorm,
            ClipValue = recipe.ClipValue,
        };

    private static void Check(Recipe recipe, Dataset data, int outputs)
    {
        if (
            outputs > 1
            && recipe.Data is not RecipeGenerator
            && data.Labels is { } labels
            && Array.FindIndex(labels, l => l >= outputs) is >= 0 and var row
        )
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{data.Name}: row {row} (counted from 0) has the label {labels[row]}, but the network tells {outputs} classes apart, 0 to {outputs - 1}. "
                        + $"Correct the row, or end $.model with {{ \"dense\": {data.Classes} }}."
                        + $"{(labels.Min() == 1 && labels.Max() == outputs ? " If labels count from 1, subtract 1." : "")}"
                )
            );
        }

        if (recipe.EarlyStopping?.By == StoppingMeasure.Auc && !ScoreKinds.Of(recipe.Loss, data).IsAccuracy())
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{recipe.Source}: $.earlyStopping.by auc ranks samples by class, but the targets of {data.Name} are numbers. Say \"loss\" or \"score\".");
        }

        if (recipe.Loss.Objection(outputs, data.Labels is null ? 0 : data.Classes, data.TargetWidth) is { } objection)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{recipe.Source}: $.loss {recipe.Loss.Name} {objection} The data are {data.Name}.");
        }
    }

    private static ModelTensor First(Dataset data, int most)
    {
        var samples = new int[Math.Min(most, data.Samples)];
        SampleOrder.Identity(samples);
        return data.Take(samples).Features;
    }
}
