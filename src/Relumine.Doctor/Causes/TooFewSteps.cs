using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The training ends before it has begun.</summary>
internal sealed class TooFewSteps : ICause
{
    /// <inheritdoc/>
    public string Id => "too-few-steps";

    /// <inheritdoc/>
    public string Title => "The training has too few steps";

    /// <inheritdoc/>
    public string Why =>
        "Weights change once for every batch. With large batches and few epochs the training ends before anything can be learned, whatever "
            + "the learning rate is.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"Batches of more than {limits.Causes.UsualBatch} samples and less than {Wording.Count(limits.Design.FewSteps)} updates in all, the likelier with a "
            + "loss that still falls by "
            + $"{Wording.Percent(limits.Training.StillFalling)} or more an epoch of "
            + $"{Wording.Count(limits.Training.FallingUpdates, "update")} at the end. No experiment is needed to know it where less than "
            + $"{Wording.Percent(limits.Training.HalfSkill)} was learned by then. "
            + "Or a training that early stopping ended, certainly if its loss still fell by as much.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with batches of {limits.Causes.UsualBatch}: more steps out of the same number of samples; or without early stopping.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Rate;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, run, limits) = (context.Recipe, context.Run, context.Thresholds);
        var usual = limits.Causes.UsualBatch;
        if (run.Divergence is null && recipe.EarlyStopping is not null && run.Earlier + run.Steps < run.FullSteps)
        {
            yield return new ProposedExperiment(
                this, "early stopping → none", "train to the last epoch, without early stopping", recipe with { EarlyStopping = null },
                context.StillFalls ? limits.Evidence.Certain : limits.Evidence.Good)
            {
                KeepsWeights = true,
                IsWhole = true,
            };
        }

        if (run.Divergence is null && recipe.Batch > usual && run.FullSteps < limits.Design.FewSteps && run.Samples > usual)
        {
            yield return new ProposedExperiment(
                this, $"batch {recipe.Batch} → {usual}", $"take batches of {usual}, which makes more steps", recipe with { Batch = usual },
                context.StillFalls ? limits.Evidence.Good : limits.Evidence.Even)
            {
                KeepsWeights = true,
                IsWhole = true,
                IsProven = context.StillFalls && run.Skill < limits.Training.HalfSkill,
            };
        }
    }
}
