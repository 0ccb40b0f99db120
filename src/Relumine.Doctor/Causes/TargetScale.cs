using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The targets are not scaled.</summary>
public sealed class TargetScale : ICause
{
    /// <inheritdoc/>
    public string Id => "target-scale";

    /// <inheritdoc/>
    public string Title => "The targets are not scaled";

    /// <inheritdoc/>
    public string Why => "A network begins near 0. Targets far away make a first gradient so large that the weights are thrown off; tiny ones give none.";

    /// <inheritdoc/>
    public string Evidence => "The mean of a target is over 10 standard deviations from 0, or its standard deviation is above 10 or below 0.1.";

    /// <inheritdoc/>
    public string Experiment => "The same run with standardised targets.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var limits = context.Thresholds;
        if (!context.Recipe.StandardizeTargets && context.Run.Targets is { } targets)
        {
            var isOff = targets.Offset > limits.LargeTarget || targets.LargestDeviation > limits.LargeTarget || targets.SmallestDeviation < limits.SmallTarget;
            if (isOff || targets.Offset > 1)
            {
                yield return new Probe(this, "targets standardised", "standardise the targets", context.Recipe with { StandardizeTargets = true }, isOff ? 1 : 0.3);
            }
        }
    }
}
