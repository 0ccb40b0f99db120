using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Targets that are far from 0, very large or very small.</summary>
internal sealed class TargetScale : IFinding
{
    /// <inheritdoc/>
    public string Id => "target-scale";

    /// <inheritdoc/>
    public string Title => "Targets of an unusual scale";

    /// <inheritdoc/>
    public string Why =>
        "A network begins near 0. Targets in the thousands make a first gradient in the thousands, which throws the weights far off; "
            + "targets in the thousandths hardly move it. Standardised targets need neither luck nor another rate.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"Regression: the mean of a target is more than {Wording.Amount(limits.Data.LargeTarget)} of its standard deviations from 0, or its standard deviation "
            + $"is above {Wording.Amount(limits.Data.LargeTarget)} or below {Wording.Amount(limits.Data.SmallTarget)}. A warning. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.StandardizeTargets];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["target-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (
            context.Training is { HasNothingToLearn: false, Targets: { } targets }
            && (
                targets.Offset > context.Thresholds.Data.LargeTarget
                || targets.LargestDeviation > context.Thresholds.Data.LargeTarget
                || targets.SmallestDeviation < context.Thresholds.Data.SmallTarget
            )
        )
        {
            yield return new(
                Id, Severity.Warning, null, null,
                $"The targets have a standard deviation of {Wording.Number(targets.LargestDeviation)} and a mean of {Wording.Number(targets.Mean)}, "
                    + $"{Wording.Number(targets.Offset)} standard deviations from 0.",
                new Dictionary<string, double>
                {
                    ["mean"] = targets.Mean,
                    ["offset"] = targets.Offset,
                    ["largestDeviation"] = targets.LargestDeviation,
                    ["smallestDeviation"] = targets.SmallestDeviation,
                },
                Cures
            );
        }
    }
}
