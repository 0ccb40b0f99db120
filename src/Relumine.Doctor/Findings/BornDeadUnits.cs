using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that were dead before the first update, and still are.</summary>
internal sealed class BornDeadUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "born-dead-units";

    /// <inheritdoc/>
    public string Title => "Born-dead units";

    /// <inheritdoc/>
    public string Why =>
        "A unit that never fires before training has begun was killed by no step: its weights, its bias or the data did it. "
            + "Such units point to the initialisation or to data that are not centred, not to the learning rate.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The unit never fired before the first update nor at the end of training. Info from {Wording.Percent(limits.Layers.DeadInfo)} of a layer, warning "
            + $"from {Wording.Percent(limits.Layers.DeadWarning)}, critical from {Wording.Percent(limits.Layers.DeadWarning)} if the network does not learn. "
            + $"Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.Widen, Cure.ScaleData, Cure.Revive, Cure.Trim];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["init-bias", "data-not-centred", "architecture-too-narrow", "init-symmetric"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Training is null ? [] : context.Hidden)
        {
            var (born, share) = (layer.BornDead ?? 0, (layer.BornDead ?? 0) / (double)layer.Units);
            if (share >= context.Thresholds.Layers.DeadInfo)
            {
                var severity =
                    share < context.Thresholds.Layers.DeadWarning ? Severity.Info
                    : context.IsNoBetterThanConstant ? Severity.Critical
                    : Severity.Warning;
                yield return new(
                    Id, severity, layer.Name, born,
                    $"Layer '{layer.Name}': {layer.Of(born)} were dead before the first update, and none of them has fired since.",
                    new Dictionary<string, double> { ["bornDead"] = born, ["share"] = share, ["samples"] = layer.Samples },
                    Cures);
            }
        }
    }
}
