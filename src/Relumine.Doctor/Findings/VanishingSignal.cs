using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Pre-activations that shrink from layer to layer.</summary>
internal sealed class VanishingSignal : IFinding
{
    /// <inheritdoc/>
    public string Id => "vanishing-signal";

    /// <inheritdoc/>
    public string Title => "Vanishing signal";

    /// <inheritdoc/>
    public string Why =>
        "If every layer makes its signal smaller, the last layers hardly see the input: too small initial weights. "
            + "No unit needs to be dead for that, so counts of dead units do not show it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The standard deviation of the pre-activations shrinks to less than {Wording.Amount(limits.Layers.VanishingGain)} per layer (geometric mean over at "
            + $"least {limits.Layers.GainLayers} layers). "
        + $"A warning; critical if less than {Wording.Amount(limits.Layers.VanishingTotal)} of it is left at the end.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Normalize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-small", "weight-decay-too-strong"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds;
        if (context.Signal is { } gain && gain.Layers >= limits.Layers.GainLayers && gain.PerLayer < limits.Layers.VanishingGain)
        {
            yield return new(
                Id, gain.Total < limits.Layers.VanishingTotal ? Severity.Critical : Severity.Warning, null, null,
                $"The signal fades on its way: {gain.Story}. About 1 per layer is healthy.", gain.Evidence, Cures);
        }
    }
}
