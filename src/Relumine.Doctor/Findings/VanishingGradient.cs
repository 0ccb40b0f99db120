using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Gradients that shrink on their way to the input.</summary>
internal sealed class VanishingGradient : IFinding
{
    /// <inheritdoc/>
    public string Id => "vanishing-gradient";

    /// <inheritdoc/>
    public string Title => "Vanishing gradient";

    /// <inheritdoc/>
    public string Why =>
        "If every layer passes on only a part of the gradient, the first layers of a deep network do not learn. "
            + "It is measured on the gradients of pre-activations; the gradients of weights hide it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"dL/dz of the first layer is less than {Wording.Amount(limits.Layers.VanishingGradient)} of that of the last, before the first update, and a layer "
            + $"passes on less than {Wording.Amount(limits.Layers.VanishingGain)} of it "
        + $"(geometric mean over at least {limits.Layers.GainLayers} layers). A warning; "
        + $"critical below {Wording.Amount(limits.Layers.VanishingGradientCritical)} if the network does not learn. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.SwapActivation, Cure.Reinitialize, Cure.Normalize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["saturating-activation", "init-too-small"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (
            context.Training is { } run
            && GradientGain.Of(run) is { } gain
            && gain.Layers >= context.Thresholds.Layers.GainLayers
            && gain.PerLayer < context.Thresholds.Layers.VanishingGain
            && gain.Total < context.Thresholds.Layers.VanishingGradient
        )
        {
            yield return new(
                Id,
                gain.Total < context.Thresholds.Layers.VanishingGradientCritical && context.IsNoBetterThanConstant ? Severity.Critical : Severity.Warning,
                null,
                null,
                $"The gradient shrinks on its way back: {Wording.Number(gain.Total)} of what reaches the last layer of activations reaches the first, a factor "
                    + $"of {Wording.Number(gain.PerLayer)} per layer over {Wording.Count(gain.Layers)} layers. About 1 per layer is healthy.",
                gain.Evidence, Cures);
        }
    }
}
