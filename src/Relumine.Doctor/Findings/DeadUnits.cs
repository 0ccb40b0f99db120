using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Units that never fire and pass no gradient.</summary>
internal sealed class DeadUnits : IFinding
{
    /// <inheritdoc/>
    public string Id => "dead-units";

    /// <inheritdoc/>
    public string Title => "Dead units";

    /// <inheritdoc/>
    public string Why =>
        "A dead unit outputs the same value, for ReLU 0, on every sample and has a slope of exactly 0 there, so it adds nothing and cannot learn. "
        + "Networks with many dead units can be accurate; the units cost time and memory all the same.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "The largest pre-activation of the unit over all samples lies where the slope is exactly 0 (for ReLU: at or below 0). "
        + $"Info from {Wording.Percent(limits.Layers.DeadInfo)} of a layer, warning from {Wording.Percent(limits.Layers.DeadWarning)}, critical from "
        + $"{Wording.Percent(limits.Layers.DeadWarning)} if the network is no better than a constant answer. "
        + "A unit that never fired on n samples fires on less than 1 − 0.05^(1/n) of such inputs, about 3/n, with 95 % confidence; "
        + "samples that repeat count once.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.Trim, Cure.Revive, Cure.LowerRate, Cure.SwapActivation, Cure.LeaveAlone];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "init-bias", "data-not-centred", "architecture-too-narrow"];

    /// <inheritdoc/>
    public bool IsOfIdleUnits => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        foreach (var layer in context.Hidden)
        {
            // A layer that is dead as a whole is another finding.
            if (layer.Dead is not { } dead || dead == layer.Units || layer.DeadShare < context.Thresholds.Layers.DeadInfo)
            {
                continue;
            }

            var many = layer.DeadShare >= context.Thresholds.Layers.DeadWarning;
            var severity = !many ? Severity.Info : context.IsNoBetterThanConstant ? Severity.Critical : Severity.Warning;
            var bound = context.FiringRateBound(layer);
            yield return new(
                Id, severity, layer.Name, dead,
                $"Layer '{layer.Name}': {layer.Of(dead)} never fired on {Wording.Count(layer.Samples, "sample")}, so they put out the same number on each of "
                    + $"them."
                + (double.IsNaN(bound) ? "" : $" With 95 % confidence each fires on less than {Wording.Percent(bound)} of such inputs.")
                + (severity == Severity.Critical ? " The network is no better than a constant answer." : "")
                + context.Caveat(layer),
                new Dictionary<string, double>
                {
                    ["dead"] = dead,
                    ["share"] = layer.DeadShare,
                    ["samples"] = layer.Samples,
                    ["firingRateBound95"] = bound,
                },
                context.Cures(layer, many ? [Cure.Trim, Cure.Revive, Cure.LowerRate, Cure.SwapActivation] : [Cure.Trim, Cure.LeaveAlone]));
        }
    }
}
