using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Batches too small to be normalized.</summary>
internal sealed class SmallNormalizedBatches : IFinding
{
    /// <inheritdoc/>
    public string Id => "small-batches";

    /// <inheritdoc/>
    public string Title => "Batches too small for batch normalization";

    /// <inheritdoc/>
    public string Why =>
        "Batch normalization takes the mean of the batch away and divides by its deviation. Of a single value nothing is left: the layers behind it learn from "
            + "zeros. Of two values only the order is left.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"A batch has fewer than {Wording.Count(limits.Design.SmallBatch)} values of a channel (samples times positions) where it is normalized. A "
            + "warning, info "
            + $"if {Wording.Percent(limits.Training.GoodSkill)} of what separates the best constant answer from a perfect score was learned all the same; "
            + "critical for a single value. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LargerBatches];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["batch-statistics"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds;
        if (
            context.Training is not { Blueprint.BatchNormalizations: { Count: > 0 } places } run
            || places.MinBy(p => p.Values) is not { } smallest
            || smallest.Values >= limits.Design.SmallBatch
        )
        {
            yield break;
        }

        yield return new(
            Id,
            smallest.Values == 1 ? Severity.Critical : run.Skill < limits.Training.GoodSkill ? Severity.Warning : Severity.Info,
            null,
            null,
            $"The batch normalization at {smallest.Path} has {Wording.Count(smallest.Values, "value")} of each channel in a batch"
                + (smallest.Values == 1 ? ", whose mean is the value itself: while the network learns, nothing passes but zeros." : "."),
            new Dictionary<string, double> { ["values"] = smallest.Values },
            Cures)
        { Certain = smallest.Values == 1 };
    }
}
