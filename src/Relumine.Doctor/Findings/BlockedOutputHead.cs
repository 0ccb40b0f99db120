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
            + "the silence of the output is then not reported as dead units. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LinearOutput];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["output-activation"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { HeadBlocked: true, End: [.., var head] })
        {
            yield return new(
                Id, Severity.Critical, head.Name, head.Units,
                $"The network ends in {head.Activation} '{head.Name}', whose slope is 0 on {Wording.Count(head.Samples, "sample")}: "
                    + $"no gradient reaches the layers before it, which are alive.",
                new Dictionary<string, double>
                {
                    ["units"] = head.Units,
                    ["samples"] = head.Samples,
                    ["largestPreActivation"] = head.Details.Select(u => u.LargestPreActivation).DefaultIfEmpty(double.NaN).Max(),
                },
                Cures
            );
        }
    }
}
