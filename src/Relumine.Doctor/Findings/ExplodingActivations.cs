using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Pre-activations that grow from layer to layer.</summary>
internal sealed class ExplodingActivations : IFinding
{
    /// <inheritdoc/>
    public string Id => "exploding-activations";

    /// <inheritdoc/>
    public string Title => "Exploding activations";

    /// <inheritdoc/>
    public string Why =>
        "If every layer makes its signal larger, a deep network ends in enormous numbers, and gradients with them: "
            + "too large initial weights, or residual sums without normalisation. A healthy deep network keeps a factor of about 1 per layer.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The standard deviation of the pre-activations grows by more than a factor of {Wording.Amount(limits.Layers.ExplodingGain)} per layer (geometric mean "
            + $"over at least {limits.Layers.GainLayers} layers), or by more than {Wording.Amount(limits.Layers.ExplodingTotal)} from first to last. "
            + $"A warning.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Normalize, Cure.LowerRate];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-large", "missing-normalisation", "data-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Signal is not { } gain)
        {
            yield break;
        }

        var limits = context.Thresholds;
        if ((gain.Layers >= limits.Layers.GainLayers && gain.PerLayer > limits.Layers.ExplodingGain) || gain.Total > limits.Layers.ExplodingTotal)
        {
            yield return new(
                Id,
                Severity.Warning,
                null,
                null,
                $"The signal grows on its way: {gain.Story}. About 1 per layer is healthy.",
                gain.Evidence,
                Cures
            );
        }
    }
}
