using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A training that ends before it has begun.</summary>
internal sealed class TooFewSteps : IFinding
{
    /// <inheritdoc/>
    public string Id => "too-few-steps";

    /// <inheritdoc/>
    public string Title => "Too few steps";

    /// <inheritdoc/>
    public string Why =>
        "Weights change once for every batch. Large batches and few epochs make few updates, and a network that is still getting better when it stops has not "
            + "shown what it can do.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The whole training has fewer than {Wording.Count(limits.Design.FewSteps)} updates, less than {Wording.Percent(limits.Training.GoodSkill)} of what "
            + $"separates the best constant answer from a perfect score was learned, and the loss fell by at least "
            + $"{Wording.Percent(limits.Training.StillFalling)} in the last epoch, or by less in proportion where that has fewer than "
            + $"{Wording.Count(limits.Training.FallingUpdates, "update")}. A warning. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.MoreSteps, Cure.RaiseRate];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["too-few-steps", "learning-rate-too-low"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds;
        if (
            context.Training is not { Divergence: null, Steps: > 0, Curve: [.., var before, var last] } run
            || run.FullSteps >= limits.Design.FewSteps
            || run.Skill >= limits.Training.GoodSkill
            || !run.StillFalls(limits)
        )
        {
            yield break;
        }

        yield return new(
            Id, Severity.Warning, null, null,
            $"The whole training is {Wording.Count(run.FullSteps, "update")}, and the loss was still falling at its end, from {Wording.Number(before.Loss)} to "
                + $"{Wording.Number(last.Loss)} in the last epoch.",
            new Dictionary<string, double> { ["steps"] = run.FullSteps, ["lossBefore"] = before.Loss, ["loss"] = last.Loss, ["skill"] = run.Skill },
            Cures);
    }
}
