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
    public string EvidenceFor(Thresholds limits) => "The signal grows or fades from layer to layer although the weights began with a sound scale.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with batch normalisation before every activation.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (Insert(context.Recipe) is not { } normalized)
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
