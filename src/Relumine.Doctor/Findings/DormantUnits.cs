using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that fire, but say little compared with their neighbours.</summary>
internal sealed class DormantUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "dormant-units";

    /// <inheritdoc/>
    public string Title => "Dormant units";

    /// <inheritdoc/>
    public string Why =>
        "A dormant unit's activation is tiny beside that of the others in its layer, so it hardly matters to what follows. "
            + "Many of them mean that the layer uses a small part of its width.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The unit's mean |a| is at most {Wording.Amount(limits.Units.Dormancy)} of the layer's mean |a| (Sokar et al. 2023), and it is not dead. "
            + $"Info from {Wording.Percent(limits.Layers.DormantInfo)} of a layer.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Revive, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "non-stationary-data"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Layers)
        {
            // Dead units are dormant, too, but have their own finding.
            var living = layer.Dormant - (layer.Dead ?? 0);
            var share = living / (double)layer.Units;
            if (living > 0 && share >= context.Thresholds.Layers.DormantInfo)
            {
                yield return new(
                    Id, Severity.Info, layer.Name, living,
                    $"Layer '{layer.Name}': {layer.Of(living)} are dormant: not dead, but on average at most "
                        + $"{Wording.Percent(context.Thresholds.Units.Dormancy)} as strong as the layer's mean.",
                    new Dictionary<string, double>
                    {
                        ["dormant"] = living,
                        ["share"] = share,
                        ["samples"] = layer.Samples,
                        ["tau"] = context.Thresholds.Units.Dormancy,
                    },
                    Cures
                );
            }
        }
    }
}
