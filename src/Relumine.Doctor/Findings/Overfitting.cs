using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A network that does clearly worse on samples that it did not learn from.</summary>
internal sealed class Overfitting : IFinding
{
    /// <inheritdoc/>
    public string Id => "overfitting";

    /// <inheritdoc/>
    public string Title => "Overfitting";

    /// <inheritdoc/>
    public string Why =>
        "What a network knows of single samples by heart does not help with others. The score on training data then says little about what it is good for: "
            + "the score on samples that were put aside does.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"Where samples are put aside: of what separates the best constant answer from a perfect score, at least "
            + $"{Wording.Percent(limits.Training.OverfittedSkill)} less is reached on them than on the training data, and that is "
            + $"{Wording.Amount(limits.Training.OverfittedErrors)} standard errors or more. Info; a warning if less than "
            + $"{Wording.Percent(limits.Training.NoSkill)} is reached on them at all. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.StopEarly];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["overfitting"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds.Training;
        if (context.Training is not { Training: { } learned, Validation: { } heldOut } run || !run.IsOverfitted(limits))
        {
            yield break;
        }

        var (gap, isAccuracy) = (learned.Skill - heldOut.Skill, run.Labels is not null);
        var nothing = heldOut.Skill < limits.NoSkill;
        yield return new(
            Id, nothing ? Severity.Warning : Severity.Info, null, null,
            $"{(isAccuracy ? "The accuracy" : "R²")} is {run.Say(learned.Score)} on the training data and {run.Say(heldOut.Score)} on the "
                + $"{Wording.Count(heldOut.Samples, "sample")} that were put aside"
                + (nothing ? $", where a constant answer has {run.Say(heldOut.ConstantScore)}: nothing that was learned holds there." : "."),
            new Dictionary<string, double>
            {
                ["score"] = learned.Score,
                ["validationScore"] = heldOut.Score,
                ["constantValidationScore"] = heldOut.ConstantScore,
                ["gapOfSkill"] = gap,
                ["standardError"] = heldOut.Error(isAccuracy),
                ["samples"] = heldOut.Samples,
            },
            Cures);
    }
}
