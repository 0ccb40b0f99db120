using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Weights that end where they began.</summary>
internal sealed class WeightsHardlyMove : IFinding
{
    /// <inheritdoc/>
    public string Id => "weights-hardly-move";

    /// <inheritdoc/>
    public string Title => "Weights that hardly move";

    /// <inheritdoc/>
    public string Why =>
        "A network learns by changing its weights. If they are at the end almost what they were at the beginning, something keeps the steps tiny: "
            + "the rate or its schedule, a limit on gradients, the optimizer's epsilon, or a loss without a slope.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"Over the whole run the weight that moved most changed by less than {Wording.Percent(limits.Training.SmallMove)} of its size, and less than "
            + $"{Wording.Share(limits.Training.HalfSkill)} of what separates the best constant answer from a perfect score was learned. A warning; critical "
            + $"if less than {Wording.Percent(limits.Training.NoSkill)} was. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.RaiseRate, Cure.Adam, Cure.MoreSteps];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes =>
        [
            "learning-rate-too-low",
            "clipping-too-tight",
            "schedule-too-low",
            "epsilon-too-large",
            "delta-too-small",
            "output-activation",
            "layers-frozen",
        ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds.Training;
        if (context.Training is { Divergence: null, Steps: > 0 } run && run.Moved < limits.SmallMove && run.Skill < limits.HalfSkill)
        {
            yield return new(
                Id, run.Skill < limits.NoSkill ? Severity.Critical : Severity.Warning, null, null,
                run.Moved == 0
                    ? $"In {Wording.Count(run.Steps, "step")} no weight moved at all."
                    : $"In {Wording.Count(run.Steps, "step")} no weight changed by more than {Wording.Percent(run.Moved)} of its size.",
                new Dictionary<string, double> { ["moved"] = run.Moved, ["steps"] = run.Steps, ["updateRatio"] = run.UpdateRatio },
                Cures);
        }
    }
}
