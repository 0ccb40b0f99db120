using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Doctor.Causes;

/// <summary>The loss's delta is too small.</summary>
internal sealed class DeltaTooSmall : ICause
{
    /// <inheritdoc/>
    public string Id => "delta-too-small";

    /// <inheritdoc/>
    public string Title => "The delta of the loss is too small";

    /// <inheritdoc/>
    public string Why =>
        "Huber's loss is straight beyond delta, and its slope there is delta: errors larger than that all pull with the same small force. "
            + "If delta is far below the "
            + "targets' spread, there is hardly any gradient.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A delta below {Wording.Part(limits.Causes.SmallDelta)} of the targets' standard deviation.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with a delta of one standard deviation of the targets.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Steps;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var limits = context.Thresholds;
        if (
            context is { Recipe.Loss: Huber huber, Run.Targets: { LargestDeviation: > 0 } targets }
            && huber.Delta < limits.Causes.SmallDelta * targets.LargestDeviation
        )
        {
            var delta = RecipeEdit.Round(targets.LargestDeviation);
            yield return new ProposedExperiment(
                this, $"delta {RecipeEdit.Text(huber.Delta)} → {RecipeEdit.Text(delta)}", $"set the loss's delta to {RecipeEdit.Text(delta)}",
                context.Recipe with { Loss = new Huber(delta) }, limits.Evidence.Certain)
            {
                KeepsWeights = true,
            };
        }
    }
}
