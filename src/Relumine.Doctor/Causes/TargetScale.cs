using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The targets are not scaled.</summary>
internal sealed class TargetScale : ICause
{
    /// <inheritdoc/>
    public string Id => "target-scale";

    /// <inheritdoc/>
    public string Title => "The targets are not scaled";

    /// <inheritdoc/>
    public string Why => "A network begins near 0. Targets far away make a first gradient so large that the weights are thrown off; tiny ones give none.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The mean of a target is over {Wording.Amount(limits.Data.LargeTarget)} standard deviations from 0, "
        + $"or its standard deviation is above {Wording.Amount(limits.Data.LargeTarget)} or below {Wording.Amount(limits.Data.SmallTarget)}.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with standardised targets.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var limits = context.Thresholds;
        if (!context.Recipe.StandardizeTargets && context.Run.Targets is { } targets)
        {
            var isOff =
                targets.Offset > limits.Data.LargeTarget
                || targets.LargestDeviation > limits.Data.LargeTarget
                || targets.SmallestDeviation < limits.Data.SmallTarget;
            if (isOff || targets.Offset > limits.Causes.SuspiciousTarget)
            {
                yield return new ProposedExperiment(
                    this,
                    "targets standardised",
                    "standardise the targets",
                    context.Recipe with
                    {
                        StandardizeTargets = true,
                    },
                    isOff ? limits.Evidence.Certain : limits.Evidence.Little
                );
            }
        }
    }
}
