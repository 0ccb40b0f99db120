using Relumine.Data.Datasets;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Runs;

/// <summary>What can be told of a run's data before its first step: that they are far from centred or scaled, and which key mends it.</summary>
public static class ScaleAdvice
{
    /// <summary>The advice, a sentence each; nothing where the data are as weights and rates expect, or the network normalizes them itself.</summary>
    /// <param name="recipe">The run.</param>
    /// <param name="training">What it learns from, transformed as the recipe says.</param>
    /// <param name="limits">What counts as far; null for the usual.</param>
    public static IEnumerable<string> Of(Recipe recipe, Dataset training, DataThresholds? limits = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(training);
        limits ??= new();
        if (!recipe.Standardize && !PreparedRun.NormalizesItself(recipe) && OfFeatures(training, limits) is { } features)
        {
            yield return $"{features} Weights and rates are made for mean 0 and deviation 1: \"standardize\": true in the recipe brings them there.";
        }

        if (!recipe.StandardizeTargets && OfTargets(training, limits) is { } targets)
        {
            yield return $"{targets} \"standardizeTargets\": true in the recipe learns them scaled, and the network still gives them in their own units.";
        }
    }

    private static string? OfFeatures(Dataset training, DataThresholds limits)
    {
        var data = DataProfile.Of(training, normalized: false, limits);
        if (data.Features == 0)
        {
            return null;
        }

        var isUneven = data.LargestSpread > limits.FeatureRatio * data.SmallestSpread;
        if (data.Spread > limits.LargeFeature || data.Spread < limits.SmallFeature || isUneven)
        {
            return isUneven
                ? $"The features have very different scales: deviations from {Wording.Number(data.SmallestSpread)} to {Wording.Number(data.LargestSpread)}."
                : $"The features are not scaled: their deviation is {Wording.Number(data.Spread)}.";
        }

        return data.Gamma > limits.UncenteredWarning
            ? $"The features are not centred: their means are {Wording.Number(data.Gamma)} times as large as their spread."
            : null;
    }

    private static string? OfTargets(Dataset training, DataThresholds limits)
    {
        if (training.Values is not { } values)
        {
            return null;
        }

        var column = new double[training.Samples];
        for (var target = 0; target < training.TargetWidth; target++)
        {
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = values.Values<float>()[(i * training.TargetWidth) + target];
            }

            var (mean, deviation) = DataProfile.Moments(column);
            if (deviation > 0 && (deviation > limits.LargeTarget || deviation < limits.SmallTarget || Math.Abs(mean) > limits.LargeTarget * deviation))
            {
                return $"The targets are not scaled: their mean is {Wording.Number(mean)} and their deviation {Wording.Number(deviation)}.";
            }
        }

        return null;
    }
}
