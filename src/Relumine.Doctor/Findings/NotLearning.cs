using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A network that is hardly better than a constant answer.</summary>
internal sealed class NotLearning : IFinding
{
    /// <inheritdoc/>
    public string Id => "not-learning";

    /// <inheritdoc/>
    public string Title => "Not learning";

    /// <inheritdoc/>
    public string Why =>
        "A network that has been trained and still knows hardly more than the most frequent answer has learned nothing, whatever its units look like. "
            + "This is what the other findings are to explain.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"After training, less than {Wording.Percent(limits.Training.NoSkill)} of what separates the best constant answer from a perfect score (accuracy or "
            + $"R²) was learned, on the data learned from as on those kept aside. Critical. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LowerRate, Cure.RaiseRate, Cure.Reinitialize, Cure.ScaleData];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes =>
        [
            "learning-rate-too-low",
            "learning-rate-too-high",
            "init-too-small",
            "init-symmetric",
            "saturating-activation",
            "output-activation",
            "target-scale",
            "weight-decay-too-strong",
            "data-outliers",
            "layers-frozen",
            "samples-in-order",
        ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { Divergence: null, Steps: > 0, HasNothingToLearn: false, IsByClass: false } run
            && Math.Max(run.Skill, run.TrainingSkill) < context.Thresholds.Training.NoSkill)
        {
            yield return new(
                Id, Severity.Critical, null, null,
                $"After {Wording.Count(run.Steps, "step")} the {run.ScoreName} is {run.Say(run.Score)} and the loss {Wording.Number(run.Loss)}; "
                    + $"a constant answer has {run.Say(run.ConstantScore)} and {Wording.Number(run.ConstantLoss)}.",
                new Dictionary<string, double>
                {
                    ["score"] = run.Score,
                    ["constantScore"] = run.ConstantScore,
                    ["loss"] = run.Loss,
                    ["constantLoss"] = run.ConstantLoss,
                    ["lossAtStart"] = run.StartLoss,
                    ["updateRatio"] = run.UpdateRatio,
                },
                Cures);
        }
    }
}
