using Relumine.Doctor.Cures;
using Relumine.Doctor.Evidence;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Pre-activations that shrink from layer to layer.</summary>
public sealed class VanishingSignal : IFinding
{
    /// <inheritdoc/>
    public string Id => "vanishing-signal";

    /// <inheritdoc/>
    public string Title => "Vanishing signal";

    /// <inheritdoc/>
    public string Why =>
        "If every layer makes its signal smaller, the last layers hardly see the input: too small initial weights. No unit needs to be dead for that, so counts of dead units do not show it.";

    /// <inheritdoc/>
    public string Rule =>
        "The standard deviation of the pre-activations shrinks to less than 0.7 per layer (geometric mean over at least 4 layers). A warning; critical if less than 1e-4 of it is left at the end.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Normalize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-small", "weight-decay-too-strong"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds;
        if (SignalGain.Of(context) is { } gain && gain.Layers >= limits.GainLayers && gain.PerLayer < limits.VanishingGain)
        {
            yield return new(
                Id, gain.Total < limits.VanishingTotal ? Severity.Critical : Severity.Warning, null, null,
                $"The signal fades on its way: {gain.Story}. About 1 per layer is healthy.", gain.Evidence, Cures);
        }
    }
}
