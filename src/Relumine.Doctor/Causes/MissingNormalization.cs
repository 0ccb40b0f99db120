using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Normalisation is missing.</summary>
internal sealed class MissingNormalization : ICause
{
    /// <inheritdoc/>
    public string Id => "missing-normalisation";

    /// <inheritdoc/>
    public string Title => "Normalisation is missing";

    /// <inheritdoc/>
    public string Why =>
        "In a deep network small deviations multiply from layer to layer, and residual sums grow with every block, however well the weights began.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "The signal grows or fades from layer to layer although the weights began with a sound scale. Without a sound scale it is not tried: "
            + "normalisation would hide it.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with batch normalisation before every activation; where "
        + $"{limits.Causes.DeepNetwork} layers or more of one width follow each other, also with that and a way around each of them.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        // It hides how weights began, whatever their scale: where that is wrong it restores health without having been what was missing.
        if (!context.BeganAtScale || Insert(context.Recipe) is not { } normalized)
        {
            yield break;
        }

        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        var limits = context.Thresholds;
        var drifts = gain is not null
            && ((gain.Layers >= limits.Layers.GainLayers && (gain.PerLayer > limits.Causes.DriftingUp || gain.PerLayer < limits.Layers.VanishingGain)
                    && (gain.Total > limits.Causes.DriftedFar || gain.Total < 1 / limits.Causes.DriftedFar))
                || gain.Total > limits.Causes.DriftedVeryFar);
        var isEvident = drifts && context.BeganSoundly;
        yield return new ProposedExperiment(
            this, "batch normalisation inserted", "insert batch normalisation before the activations", normalized,
            isEvident ? limits.Evidence.Certain : limits.Evidence.Least)
        {
            // Units that fired before training and were killed by it did not fail at the beginning.
            ShowsAtStart = isEvident && context.Killed < limits.Causes.MassDeath,
        };
        if (Bypass(context.Recipe, limits.Causes) is { } residual)
        {
            // So many layers hardly learn without a way around them, however sound each of them is (He et al. 2016, CVPR).
            yield return new ProposedExperiment(
                this, "batch normalisation and residual connections inserted",
                "insert batch normalisation before the activations, and a connection around every layer", residual,
                context.Run.Skill < limits.Training.HalfSkill ? limits.Evidence.Even : limits.Evidence.Least);
        }
    }

    /// <summary>The same with a connection around every layer that follows one of its width; null where these are too few for a deep network.</summary>
    private static Recipe? Bypass(Recipe recipe, CauseThresholds limits)
    {
        var (layers, width, bypassed) = (new List<RecipeLayer>(), 0, 0);
        for (var i = 0; i < recipe.Model.Count; i++)
        {
            var layer = recipe.Model[i];
            if (layer is ActivationLayer && i + 1 < recipe.Model.Count && recipe.Model[i + 1] is DenseLayer next && next.Units == width)
            {
                layers.Add(new ResidualLayer(new RecipeLayer[] { new BatchNormalizationLayer(), layer, next }));
                (bypassed, i) = (bypassed + 1, i + 1);
                continue;
            }

            layers.AddRange(layer is ActivationLayer && i + 1 < recipe.Model.Count ? [new BatchNormalizationLayer(), layer] : [layer]);
            width = layer is DenseLayer dense ? dense.Units : width;
        }

        return bypassed < limits.DeepNetwork ? null : recipe with { Model = layers.ToArray() };
    }

    /// <summary>The recipe with batch normalisation before every activation between the layers; null if it normalises already, or has nowhere to put
    /// it.</summary>
    internal static Recipe? Insert(Recipe recipe)
    {
        var last = recipe.Model[^1];
        return
            recipe.Model.Flat().Any(l => l is BatchNormalizationLayer or LayerNormalizationLayer)
            || !recipe.Model.Any(l => l is ActivationLayer or ResidualLayer)
            ? null
            : recipe.Map(l => l is ActivationLayer && !ReferenceEquals(l, last) ? [new BatchNormalizationLayer(), l] : [l]);
    }
}
