using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>The learning rate is too low.</summary>
internal sealed class LearningRateTooLow : ICause
{
    /// <inheritdoc/>
    public string Id => "learning-rate-too-low";

    /// <inheritdoc/>
    public string Title => "The learning rate is too low";

    /// <inheritdoc/>
    public string Why => "The weights hardly move: nothing is broken, but the network would need far more steps than it gets.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"Weights that move by less than {Wording.Part(limits.Training.SmallUpdate)} of their size in the first steps, a finite loss, and living units. "
        + $"As likely as not where the loss still falls by {Wording.Percent(limits.Training.StillFalling)} or more an epoch at the end, or "
        + "there are fewer than "
        + $"{Wording.Count(limits.Design.FewSteps)} steps, and less than {Wording.Percent(limits.Training.GoodSkill)} was learned.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with a rate that moves the weights by about {Wording.Part(limits.Causes.HealthyUpdate)} of their size, and with a tenth of that.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Rate;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (run, rate) = (context.Run, context.Recipe.Optimizer.LearningRate);
        var (limits, grades) = (context.Thresholds.Causes, context.Thresholds.Evidence);
        if (rate <= 0 && run.Divergence is null)
        {
            var usual = context.Recipe.Optimizer is Sgd ? limits.UsualRate : limits.UsualAdaptiveRate;
            foreach (var other in new[] { usual, RecipeEdit.Round(usual * limits.RateStep) })
            {
                yield return new ProposedExperiment(
                    this, $"lr 0 → {RecipeEdit.Text(other)}", $"set lr to {RecipeEdit.Text(other)}", context.Recipe.WithRate(other), grades.Certain)
                {
                    KeepsWeights = true,
                };
            }

            yield break;
        }

        if (run.Divergence is not null || !(run.UpdateRatio < limits.BriskUpdate) || run.Hidden(run.Start).Any(l => l.Dead == l.Units))
        {
            yield break;
        }

        var isUnfinished = run.Skill < context.Thresholds.Training.GoodSkill && (context.StillFalls || run.FullSteps < context.Thresholds.Design.FewSteps);
        var evidence =
            run.UpdateRatio < context.Thresholds.Training.SmallUpdate && run.WorstDead < context.Thresholds.Layers.DeadWarning ? grades.Certain
            : isUnfinished ? grades.Even
            : grades.Slight;
        var steps = Math.Log10(limits.HealthyUpdate / Math.Max(run.UpdateRatio, 1e-8)) / Math.Log10(limits.RateStep);
        var factor = Math.Pow(limits.RateStep, Math.Max(1, Math.Round(steps)));
        var highest = context.Recipe.Optimizer is Sgd ? limits.HighestRate : limits.HighestAdaptiveRate;
        foreach (var times in new[] { factor / limits.RateStep, factor, factor * limits.RateStep }.Where(f => f > 1 && rate * f <= highest))
        {
            var higher = RecipeEdit.Round(rate * times);
            yield return new ProposedExperiment(
                this, $"lr {RecipeEdit.Text(rate)} → {RecipeEdit.Text(higher)}", $"set lr to {RecipeEdit.Text(higher)}", context.Recipe.WithRate(higher),
                times <= factor ? evidence : evidence * grades.OtherDose)
            {
                KeepsWeights = true,
            };
        }
    }
}
