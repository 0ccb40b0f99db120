using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>The learning rate is too high.</summary>
internal sealed class LearningRateTooHigh : ICause
{
    /// <inheritdoc/>
    public string Id => "learning-rate-too-high";

    /// <inheritdoc/>
    public string Title => "The learning rate is too high";

    /// <inheritdoc/>
    public string Why =>
        "Steps that are too large throw biases so far off that units never fire again, the last hidden layers first, or make the weights grow until a number "
            + "is not finite.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"Two of: weights that move by more than {Wording.Part(limits.Training.LargeUpdate)} of their size in the first steps; "
            + $"units that fired before training and are dead; a loss that doubles or is not finite.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with {Part(1, limits)}, {Part(2, limits)} and {Part(3, limits)} of the rate; from enormous rates, with a usual one.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Rate;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (run, rate) = (context.Run, context.Recipe.Optimizer.LearningRate);
        var (limits, grades) = (context.Thresholds.Causes, context.Thresholds.Evidence);
        var signs = (run.UpdateRatio > context.Thresholds.Training.LargeUpdate ? 1 : 0)
            + (context.Killed >= limits.MassDeath && run.UpdateRatio > limits.KillingUpdate ? 1 : 0)
            + (context.Explodes ? 1 : 0);
        var evidence = signs switch { 0 => grades.Faint, 1 => grades.Good, _ => grades.Certain };
        var killed = context.Killed >= limits.MassDeath && run.UpdateRatio > limits.KillingUpdate;
        if (rate <= 0 || (signs == 0 && !killed && run.UpdateRatio < context.Thresholds.Training.SmallUpdate))
        {
            // Weights that hardly move do not move too far.
            yield break;
        }

        var usual = context.Recipe.Optimizer is Sgd ? limits.UsualRate : limits.UsualAdaptiveRate;
        var lowest = rate / Math.Pow(limits.RateStep, 3);
        (double Rate, double Weight)[] lower =
        [
            (rate / limits.RateStep, 1),
            (rate / (limits.RateStep * limits.RateStep), grades.SecondDose),
            .. lowest > usual ? [(usual, grades.UsualDose), (usual * limits.RateStep, grades.UsualDose)] : Array.Empty<(double, double)>(),
            (lowest, grades.LastDose),
        ];
        foreach (var (other, weight) in lower.Select(l => (RecipeEdit.Round(l.Rate), l.Weight)))
        {
            yield return new ProposedExperiment(
                this,
                $"lr {RecipeEdit.Text(rate)} → {RecipeEdit.Text(other)}",
                $"set lr to {RecipeEdit.Text(other)}",
                context.Recipe.WithRate(other),
                evidence * weight
            )
            {
                KeepsWeights = true,
                IsUrgent = killed && weight == 1,
            };
        }
    }

    private static string Part(int steps, Thresholds limits) => Wording.Part(1 / Math.Pow(limits.Causes.RateStep, steps));
}
