using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>Samples are learned from in an order that teaches one thing after another.</summary>
internal sealed class SamplesInOrder : ICause
{
    /// <inheritdoc/>
    public string Id => "samples-in-order";

    /// <inheritdoc/>
    public string Title => "Samples are not shuffled";

    /// <inheritdoc/>
    public string Why =>
        "A batch stands for all samples only if it was drawn from all. In a table that is sorted by class every batch asks for the same answer, and what was "
            + "learned of one class is unlearned with the next one.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "Samples are learned from in the order of the data, and are no stream whose order counts. Certain where neighbours have the same label more "
            + $"often than by chance: {Wording.Share(limits.Causes.Grouped)} or more of what separates a random order from a sorted one.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with samples that are shuffled anew for every epoch.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, run, limits) = (context.Recipe, context.Run, context.Thresholds);
        if (!recipe.Shuffle && !run.Data.Ordered)
        {
            yield return new ProposedExperiment(
                this, "samples shuffled", "shuffle the samples", recipe with { Shuffle = true },
                run.Labels?.Grouping >= limits.Causes.Grouped ? limits.Evidence.Certain : limits.Evidence.Some)
            {
                KeepsWeights = true,
            };
        }
    }
}
