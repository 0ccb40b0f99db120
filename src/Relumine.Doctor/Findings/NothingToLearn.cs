using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Targets that are all the same.</summary>
internal sealed class NothingToLearn : IFinding
{
    /// <inheritdoc/>
    public string Id => "nothing-to-learn";

    /// <inheritdoc/>
    public string Title => "Nothing to learn";

    /// <inheritdoc/>
    public string Why =>
        "If all samples have the same target, a constant answer is perfect, and no score says anything about the network. Usually the wrong column is named as "
            + "the target, or a file holds one class only because it is sorted and was cut.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        "All samples to learn from have the same label, or the same number as target. Critical; a warning if that is so of some of several targets. "
            + "Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.CheckData];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => [];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is not { } run)
        {
            yield break;
        }

        if (run.Labels is { Classes: 1 } labels)
        {
            yield return new(
                Id, Severity.Critical, null, null,
                $"All {Wording.Count(labels.Counts.Sum(), "sample")} are of class {labels.Name(labels.Most)}: there is nothing to learn.",
                new Dictionary<string, double> { ["samples"] = labels.Counts.Sum(), ["classes"] = 1 },
                Cures)
            { Certain = true };
        }
        else if (run.Targets is { Constant: { Count: > 0 } constant } targets)
        {
            yield return new(
                Id, run.HasNothingToLearn ? Severity.Critical : Severity.Warning, null, null,
                run.HasNothingToLearn && targets.Width == 1
                    ? $"The target is {Wording.Number(targets.Mean)} on every sample: there is nothing to learn."
                    : $"{Wording.Count(constant.Count)} of {Wording.Count(targets.Width, "target")} are the same on every sample "
                        + $"({Wording.Several([.. constant])}): there is nothing to learn of them.",
                new Dictionary<string, double> { ["constant"] = constant.Count, ["targets"] = targets.Width },
                Cures)
            { Certain = true };
        }
    }
}
