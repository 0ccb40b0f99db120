using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Gradients that grow on their way to the input.</summary>
internal sealed class ExplodingGradient : IFinding
{
    /// <inheritdoc/>
    public string Id => "exploding-gradient";

    /// <inheritdoc/>
    public string Title => "Exploding gradient";

    /// <inheritdoc/>
    public string Why =>
        "If every layer passes on more gradient than it got, the first layers of a deep network take enormous steps. Clipping hides it; "
            + "a sound initialisation or normalisation removes it.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"Before the first update dL/dz of the first layer is more than {Wording.Amount(limits.Layers.ExplodingGradient)} times that of the last, "
        + $"and a layer multiplies it by more than {Wording.Amount(limits.Layers.ExplodingGain)} (geometric mean over at least {limits.Layers.GainLayers} "
        + $"layers). A warning. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Normalize, Cure.LowerRate];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-too-large", "missing-normalisation", "target-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (
            context.Training is { } run
            && GradientGain.Of(run) is { } gain
            && gain.Layers >= context.Thresholds.Layers.GainLayers
            && gain.PerLayer > context.Thresholds.Layers.ExplodingGain
            && gain.Total > context.Thresholds.Layers.ExplodingGradient
        )
        {
            yield return new(
                Id, Severity.Warning, null, null,
                $"The gradient grows on its way back: {Wording.Number(gain.Total)} times what reaches the last layer of activations reaches the first, a "
                    + $"factor of {Wording.Number(gain.PerLayer)} per layer over {Wording.Count(gain.Layers)} layers. About 1 per layer is healthy.",
                gain.Evidence, Cures);
        }
    }
}
