using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that fire on very few samples.</summary>
internal sealed class NearlyDeadUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "nearly-dead-units";

    /// <inheritdoc/>
    public string Title => "Nearly dead units";

    /// <inheritdoc/>
    public string Why =>
        "A unit that fires on few samples may be a specialist for a rare case or one that is dying. "
            + "It does something, so it must not be removed as if it were dead; "
        + "and it learns only from the few samples on which it fires.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The unit fired, but on less than {Wording.Percent(limits.Units.NearlyDeadRate)} of the samples. "
            + $"Info from {Wording.Percent(limits.Layers.NearlyDeadInfo)} of a layer.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.MoreSamples, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "data-not-centred"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) =>
        from layer in context.Layers
        let share = layer.NearlyDead / (double)layer.Units
        where layer.NearlyDead > 0 && share >= context.Thresholds.Layers.NearlyDeadInfo
        select new Finding(
            Id, Severity.Info, layer.Name, layer.NearlyDead,
            $"Layer '{layer.Name}': {layer.Of(layer.NearlyDead)} fired on some, but less than {Wording.Percent(context.Thresholds.Units.NearlyDeadRate)}, of "
                + $"{Wording.Count(layer.Samples, "sample")}. "
                + "They may be specialists for rare inputs: do not remove them as dead."
                + context.Caveat(layer),
            new Dictionary<string, double>
            {
                ["nearlyDead"] = layer.NearlyDead,
                ["share"] = share,
                ["samples"] = layer.Samples,
                ["rate"] = context.Thresholds.Units.NearlyDeadRate,
            },
            context.Cures(layer, Cure.LeaveAlone)
        );
}
