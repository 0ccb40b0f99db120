using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>An activation behind the last layer that lets no gradient through.</summary>
public sealed class BlockedOutputHead : IFinding
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
        "The activation behind the last layer has a slope of 0 (or is saturated) on all samples, and units before it are alive; the silence of the output is "
            + "then not reported as dead units. Or it is so of the output of a class that occurs, and less than "
            + $"{Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned. Always "
            + "critical. Training runs only.";

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
        else if (context.Training is { Labels: { } labels, Divergence: null } run && run.Skill < context.Thresholds.Training.GoodSkill && run.IsHeadOfClasses)
        {
            foreach (var finding in OfClasses(run.End[^1], labels))
            {
                yield return finding;
            }
        }
    }

    // One output for each class, and some never answer.
    private IEnumerable<Finding> OfClasses(LayerResult head, LabelProfile labels)
    {
        int[] silent = [.. head.DeadUnits.Where(unit => labels.Counts[unit] > 0)];
        if (silent.Length > 0)
        {
            yield return new(
                Id, Severity.Critical, head.Name, silent.Length,
                $"The network ends in {head.Activation} '{head.Name}', and {Wording.Count(silent.Length)} of its {Wording.Count(head.Units, "output")} never "
                    + $"{(silent.Length == 1 ? "fires" : "fire")}: nothing is learned of class {Wording.Several([.. silent.Select(labels.Name)])}.",
                new Dictionary<string, double> { ["units"] = head.Units, ["silent"] = silent.Length, ["samples"] = head.Samples },
                Cures);
        }
    }
}
