using Relumine.Doctor.Units;
using Relumine.Recipes;
using Relumine.Recipes.Data;

namespace Relumine.Doctor.Causes;

/// <summary>Rare classes are lost among frequent ones.</summary>
internal sealed class UnevenClasses : ICause
{
    /// <inheritdoc/>
    public string Id => "class-imbalance";

    /// <inheritdoc/>
    public string Title => "The classes are uneven";

    /// <inheritdoc/>
    public string Why =>
        "Where nearly all samples are of one class, the loss is nearly all about that class. A network may then do well by its loss and answer the rare class "
            + "wrongly. Weights make each class count as much as any other.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The most frequent class has at least {Wording.Amount(limits.Data.Imbalance)} times as many samples as the rarest one, and less than "
            + $"{Wording.Share(limits.Data.NeglectedRecall)} of the rarest class is answered rightly.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with balanced class weights.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (run, limits) = (context.Run, context.Thresholds);
        if (
            context.Recipe.ClassWeights is null
            && run is { Labels: { Classes: > 1 } labels, Answers: { } answers }
            && labels.Ratio >= limits.Data.Imbalance
            && labels.Errors >= limits.Data.ImbalanceErrors
            && labels.Least < answers.Samples.Count
            && answers.Samples[labels.Least] > 0
            && answers.Recall(labels.Least) < limits.Data.NeglectedRecall
        )
        {
            yield return new ProposedExperiment(
                this, "class weights balanced", "give every class the same weight", context.Recipe with { ClassWeights = ClassWeights.Balanced },
                limits.Evidence.Some)
            {
                KeepsWeights = true,
            };
        }
    }
}
