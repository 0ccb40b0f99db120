using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>An activation behind the last layer that lets no gradient through.</summary>
internal sealed class BlockedOutputHead : IFinding
{
    /// <inheritdoc/>
    public string Id => "blocked-output-head";

    /// <inheritdoc/>
    public string Title => "Blocked output head";

    /// <inheritdoc/>
    public string Why =>
        "If the network ends in an activation that is flat on all samples, no gradient reaches any layer, although all of them may be alive. "
            + "It looks like dying units and is not: the output is at fault.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "The activation behind the last layer has a slope of 0 (or is saturated) on all samples, and units before it are alive. Always critical; "
            + "the silence of the output is then not reported as dead units. In audits: an activation that is an output of the model, all of "
            + "whose units are dead.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LinearOutput];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["output-activation"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) =>
        from head in context.BlockedHeads
        select new Finding(
            Id, Severity.Critical, head.Name, head.Units,
            (
                context.Training is null
                    ? $"The network ends in {head.Activation} '{head.Name}', which put out the same number on all of "
                        + $"{Wording.Count(head.Samples, "sample")}, although units before it are alive: it cuts off what they say, and in training no "
                        + "gradient would reach them."
                    : $"The network ends in {head.Activation} '{head.Name}', whose slope is 0 on {Wording.Count(head.Samples, "sample")}: "
                        + $"no gradient reaches the layers before it, which are alive."
            ) + context.Caveat(head),
            new Dictionary<string, double>
            {
                ["units"] = head.Units,
                ["samples"] = head.Samples,
                ["largestPreActivation"] = head.Details.Select(u => u.LargestPreActivation).DefaultIfEmpty(double.NaN).Max(),
            },
            context.Cures(head, Cures)
        );
}
