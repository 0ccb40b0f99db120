using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Running statistics of a batch normalization that still hold what they began with.</summary>
internal sealed class UnsettledStatistics : IFinding
{
    /// <inheritdoc/>
    public string Id => "unsettled-statistics";

    /// <inheritdoc/>
    public string Title => "Statistics that never settled";

    /// <inheritdoc/>
    public string Why =>
        "Batch normalization learns with the mean and variance of each batch, and is used with running ones, which begin at 0 and 1 and follow by a "
            + "small share "
            + "a step. If they have not arrived at the end, the network in use is another one than the network that learned.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"At the end the running statistics still hold {Wording.Percent(limits.Design.Unsettled)} or more of what they began with (momentum to the "
            + "power of the "
            + $"number of steps), and the loss with them is over {Wording.Amount(limits.Design.UnsettledLoss)} times that with the statistics of batches. A "
            + $"warning; critical if less than {Wording.Share(limits.Training.HalfSkill)} of what separates the best constant answer from a perfect "
            + "score is left. "
            + "Training runs only.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.SettleStatistics, Cure.MoreSteps];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["batch-statistics"];

    /// <inheritdoc/>
    public bool IsItsOwnCause => true;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is not { Divergence: null, Steps: > 0, Blueprint.BatchNormalizations: { Count: > 0 } places } run)
        {
            yield break;
        }

        var limits = context.Thresholds;
        var slowest = places.MaxBy(p => p.Momentum)!;
        var left = Math.Pow(slowest.Momentum, run.Earlier + run.Steps);
        var loss = run.Training?.Loss ?? run.Loss;
        if (left < limits.Design.Unsettled || !(loss > limits.Design.UnsettledLoss * run.LearningLoss))
        {
            yield break;
        }

        yield return new(
            Id, run.TrainingSkill < limits.Training.HalfSkill ? Severity.Critical : Severity.Warning, null, null,
            $"After {Wording.Count(run.Steps, "step")} with a momentum of {Wording.Amount(slowest.Momentum)} ({slowest.Path}), "
                + $"{Wording.Percent(left)} of the running statistics are still what they began with: the loss is {Wording.Number(loss)} with "
                + "them, and was "
                + $"{Wording.Number(run.LearningLoss)} while the network learned.",
            new Dictionary<string, double>
            {
                ["momentum"] = slowest.Momentum,
                ["left"] = left,
                ["loss"] = loss,
                ["learningLoss"] = run.LearningLoss,
            },
            Cures);
    }
}
