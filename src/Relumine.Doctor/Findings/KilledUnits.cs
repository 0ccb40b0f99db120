using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that fired before training and do not any more.</summary>
internal sealed class KilledUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "killed-units";

    /// <inheritdoc/>
    public string Title => "Killed units";

    /// <inheritdoc/>
    public string Why =>
        "A unit that was alive at the beginning and is dead at the end was killed by an update: "
            + "a step that was too large, a sample that was too far out, decay, or data that changed. When that happened tells which.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The unit fired before the first update and never at the end of training. Info from {Wording.Percent(limits.Layers.DeadInfo)} of a layer, warning "
            + $"from {Wording.Percent(limits.Layers.DeadWarning)}, critical from {Wording.Percent(limits.Layers.DeadWarning)} if the network does not learn. "
            + $"Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LowerRate, Cure.Revive, Cure.SwapActivation];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "momentum-too-high", "data-scale", "non-stationary-data"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Training is null ? [] : context.Hidden)
        {
            var killed = (layer.Dead ?? 0) - (layer.BornDead ?? 0);
            var share = killed / (double)layer.Units;
            if (share >= context.Thresholds.Layers.DeadInfo)
            {
                var severity =
                    share < context.Thresholds.Layers.DeadWarning ? Severity.Info
                    : context.IsNoBetterThanConstant ? Severity.Critical
                    : Severity.Warning;
                yield return new(
                    Id, severity, layer.Name, killed,
                    $"Layer '{layer.Name}': {layer.Of(killed)} fired before the first update and have died"
                        + (layer.KilledAtStep is { } step ? $"; the first were found dead after step {Wording.Count(step)}." : "."),
                    new Dictionary<string, double>
                    {
                        ["killed"] = killed,
                        ["share"] = share,
                        ["killedAtStep"] = layer.KilledAtStep ?? double.NaN,
                        ["samples"] = layer.Samples,
                    },
                    Cures
                );
            }
        }
    }
}
