using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units whose function is nearly flat where their pre-activations lie.</summary>
internal sealed class SaturatedUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "saturated-units";

    /// <inheritdoc/>
    public string Title => "Saturated units";

    /// <inheritdoc/>
    public string Why =>
        "A sigmoid far from 0, or an ELU far below it, still changes, but so little that no useful gradient passes. It is the dead unit of smooth functions.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The slope is below {Wording.Percent(limits.Units.SaturatedSlope)} of the function's largest on at least "
            + $"{Wording.Percent(limits.Units.SaturatedSamples)} of the samples. A warning above {Wording.Percent(limits.Layers.SaturatedWarning)} of a layer, "
            + "critical if the network does not learn either. A warning too where that many of a layer's values are so from before the first update "
            + "to the end, "
            + $"and less than {Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned: then "
            + "units jump from one flat side to the other. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Reinitialize, Cure.ScaleData, Cure.SwapActivation];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["saturating-activation", "init-bias", "init-too-large", "data-scale"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Training is null ? [] : context.Hidden)
        {
            if (layer.Saturated is { } saturated && saturated > context.Thresholds.Layers.SaturatedWarning * layer.Units)
            {
                yield return new(
                    Id, context.IsNoBetterThanConstant ? Severity.Critical : Severity.Warning, layer.Name, saturated,
                    $"Layer '{layer.Name}': {layer.Of(saturated)} are saturated: their slope is below "
                        + $"{Wording.Percent(context.Thresholds.Units.SaturatedSlope)} of its maximum on nearly all of "
                        + $"{Wording.Count(layer.Samples, "sample")}.",
                    new Dictionary<string, double> { ["saturated"] = saturated, ["share"] = saturated / (double)layer.Units, ["samples"] = layer.Samples },
                    Cures);
            }
            else if (Saturation.FromTheBeginning(context.Training!, layer, context.Thresholds) is { } began)
            {
                yield return new(
                    Id, Severity.Warning, layer.Name, null,
                    $"Layer '{layer.Name}': on {Wording.Percent(began)} of the values before the first update, and "
                        + $"{Wording.Percent(layer.SaturatedValues!.Value)} at "
                        + $"the end, the slope is below {Wording.Percent(context.Thresholds.Units.SaturatedSlope)} of its maximum.",
                    new Dictionary<string, double> { ["shareAtStart"] = began, ["share"] = layer.SaturatedValues.Value, ["samples"] = layer.Samples },
                    Cures);
            }
        }
    }
}
