using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
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
            + "the silence of the output is then not reported as dead units. In audits: an activation that is an output of the model, or "
            + "leads to one without weights in between (reshape, softmax, mean), all of whose units are dead. In training also "
            + "where the output of a class that occurs is dead and less than "
            + $"{Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LinearOutput];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["output-activation"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context) => Blocked(context).Concat(OfClasses(context));

    // One output for each class, and some never answer.
    private IEnumerable<Finding> OfClasses(FindingContext context)
    {
        if (
            context.Training is not { HeadBlocked: false, IsHeadOfClasses: true, Labels: { } labels, Divergence: null } run
            || run.Skill >= context.Thresholds.Training.GoodSkill
        )
        {
            yield break;
        }

        var head = run.End[^1];
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

    private IEnumerable<Finding> Blocked(FindingContext context) =>
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
