using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>A loss that is worse at the end than that of the best constant answer, although the score is not.</summary>
internal sealed class LossAboveConstant : IFinding
{
    /// <inheritdoc/>
    public string Id => "loss-above-constant";

    /// <inheritdoc/>
    public string Title => "A loss above the constant answer's";

    /// <inheritdoc/>
    public string Why =>
        "A network whose loss is larger than that of an answer which looks at nothing is wrong and sure of it, even if the score looks fair: "
            + "it was thrown off at the end, or it computes something else in use than it did while it learned.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"After training, more than {Wording.Percent(limits.Training.NoSkill)} of what separates the best constant answer from a perfect score was learned, "
            + $"but the loss on the training data is over {Wording.Amount(limits.Training.AboveConstant)} times the constant answer's, and neither "
            + "too few steps nor weights that hardly "
            + $"moved explain that. A warning; critical over "
            + $"{Wording.Amount(limits.Training.GrownLoss)} times that and the loss at the start. Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.LowerRate, Cure.SettleStatistics, Cure.ClipGradients];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["learning-rate-too-high", "momentum-too-high", "data-scale", "init-too-large"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        var limits = context.Thresholds.Training;
        if (
            context.Training is { Divergence: null, Steps: > 0, HasNothingToLearn: false, Data.Ordered: false } run
            && (run.Training?.Loss ?? run.Loss, run.Training?.ConstantLoss ?? run.ConstantLoss) is var (loss, constant)
            && constant > 0
            && run.FullSteps >= context.Thresholds.Design.FewSteps
            && !(run.Moved < limits.SmallMove)
            && run.TrainingSkill >= limits.NoSkill
            && loss > limits.AboveConstant * constant
        )
        {
            yield return new(
                Id, loss > limits.GrownLoss * Math.Max(constant, run.StartLoss) ? Severity.Critical : Severity.Warning, null, null,
                $"The loss is {Wording.Number(loss)} on the training data at the end, {Wording.Number(loss / constant)} times that of the best constant answer "
                    + $"({Wording.Number(constant)})"
                    + (run.LearningLoss < loss / limits.GrownLoss ? $"; while the network learned it was {Wording.Number(run.LearningLoss)}." : "."),
                new Dictionary<string, double>
                {
                    ["loss"] = loss,
                    ["constantLoss"] = constant,
                    ["ratio"] = loss / constant,
                    ["learningLoss"] = run.LearningLoss,
                },
                Cures);
        }
    }
}
