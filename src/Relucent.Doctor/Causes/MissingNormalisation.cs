using Relucent.Recipes;

namespace Relucent.Causes;

/// <summary>Normalisation is missing.</summary>
public sealed class MissingNormalisation : ICause
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

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var last = context.Recipe.Model[^1];
        if (context.Recipe.Model.Flat().Any(l => l is BatchNormalizationLayer or LayerNormalizationLayer) || !context.Recipe.Model.Any(l => l is ActivationLayer or ResidualLayer))
        {
            yield break;
        }

        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        var drifts = gain is { Layers: >= 4, PerLayer: > 1.3 or < 0.7 } || gain?.Total > 30;
        var isEvident = drifts && context.BeganSoundly;
        yield return new Probe(
            this, "batch normalisation inserted", "insert batch normalisation before the activations",
            context.Recipe.Map(l => l is ActivationLayer && !ReferenceEquals(l, last) ? [new BatchNormalizationLayer(), l] : [l]),
            isEvident ? 1 : 0.15)
        {
            ShowsAtStart = isEvident,
        };
    }
}
