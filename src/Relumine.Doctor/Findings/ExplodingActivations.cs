using Relumine.Doctor.Cures;
using Relumine.Doctor.Evidence;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Pre-activations that grow from layer to layer.</summary>
public sealed class ExplodingActivations : IFinding
{
    /// <inheritdoc/>
    public string Id => "exploding-activations";

    /// <inheritdoc/>
    public string Title => "Exploding activations";

    /// <inheritdoc/>
    public string Why =>
        "If every layer makes its signal larger, a deep network ends in enormous numbers, and gradients with them: too large initial weights, or residual sums without normalisation. A healthy deep network keeps a factor of about 1 per layer.";

    /// <inheritdoc/>
    public string Rule =>
        "The standard deviation of the pre-activations grows by more than a factor of 1.4 per layer (geometric mean over at least 4 layers), or by more than 1,000 from first to last. A warning.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Normalize, Cure.LowerRate];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-large", "missing-normalisation", "data-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (SignalGain.Of(context) is not { } gain)
        {
            yield break;
        }

        var limits = context.Thresholds;
        if ((gain.Layers >= limits.GainLayers && gain.PerLayer > limits.ExplodingGain) || gain.Total > limits.ExplodingTotal)
        {
            yield return new(Id, Severity.Warning, null, null, $"The signal grows on its way: {gain.Story}. About 1 per layer is healthy.", gain.Evidence, Cures);
        }
    }
}
