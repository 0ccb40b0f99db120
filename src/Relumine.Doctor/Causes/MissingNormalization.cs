using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Normalisation is missing.</summary>
public sealed class MissingNormalization : ICause
{
    /// <inheritdoc/>
    public string Id => "missing-normalisation";

    /// <inheritdoc/>
    public string Title => "Normalisation is missing";

    /// <inheritdoc/>
    public string Why => "In a deep network small deviations multiply from layer to layer, and residual sums grow with every block, however well the weights began.";

    /// <inheritdoc/>
    public string Evidence => "The signal grows or fades from layer to layer although the weights began with a sound scale.";

    /// <inheritdoc/>
    public string Experiment => "The same run with batch normalisation before every activation.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    // Over a few layers a drift from layer to layer does not come to much.
    private const double Far = 5;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        if (Insert(context.Recipe) is not { } normalized)
        {
            yield break;
        }

        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        var drifts = gain is { Layers: >= 4, PerLayer: > 1.3 or < 0.7, Total: > Far or < 1 / Far } || gain?.Total > 30;
        var isEvident = drifts && context.BeganSoundly;
        yield return new Probe(
            this, "batch normalisation inserted", "insert batch normalisation before the activations", normalized,
            isEvident ? 1 : 0.15)
        {
            ShowsAtStart = isEvident,
        };
    }

    /// <summary>The recipe with batch normalisation before every activation between the layers; null if it normalises already, or has nowhere to put it.</summary>
    internal static Recipe? Insert(Recipe recipe)
    {
        var last = recipe.Model[^1];
        return recipe.Model.Flat().Any(l => l is BatchNormalizationLayer or LayerNormalizationLayer) || !recipe.Model.Any(l => l is ActivationLayer or ResidualLayer)
            ? null
            : recipe.Map(l => l is ActivationLayer && !ReferenceEquals(l, last) ? [new BatchNormalizationLayer(), l] : [l]);
    }
}
