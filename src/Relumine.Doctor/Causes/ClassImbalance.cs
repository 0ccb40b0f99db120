using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;
using Relumine.Recipes.Data;

namespace Relumine.Doctor.Causes;

/// <summary>Rare classes drown in frequent ones.</summary>
internal sealed class ClassImbalance : ICause
{
    /// <inheritdoc/>
    public string Id => "class-imbalance";

    /// <inheritdoc/>
    public string Title => "Rare classes hardly count";

    /// <inheritdoc/>
    public string Why =>
        "Where one class is much more frequent than another, the loss is mostly about it: a network that never answers the rare class has a low loss and a "
            + "high accuracy. With weights that make all classes count alike it answers the rare one more often, and the frequent one wrongly now and then.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The rarest class is much rarer than the most frequent one, all samples count alike, and less than {Wording.Share(limits.Data.NeglectedRecall)} of "
            + "the rarest class is answered rightly, in a network that is well otherwise: then every score of the checkup is balanced accuracy, "
            + "the mean over the classes of what is answered rightly. Little, where something critical was found: that classes are uneven is no "
            + "illness. "
            + $"Certain, too, where weights are given with which one class counts {Wording.Amount(limits.Data.Imbalance)} times as much as another or "
            + "more, and more than without them, as with weights the wrong way round.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with balanced class weights; without weights where classes are even.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Regularization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, run, grades) = (context.Recipe, context.Run, context.Thresholds.Evidence);

        if (recipe.ClassWeights is { IsBalanced: false } given && run.Labels is { } labels && labels.Weighted(given) is var counting
            && labels.IsMoreUneven(counting, context.Thresholds.Data))
        {
            var isUneven = labels.IsUneven(context.Thresholds.Data);
            yield return new ProposedExperiment(
                this, $"class weights as given → {(isUneven ? "balanced" : "none")}",
                isUneven ? "let all classes count alike (classWeights: balanced)" : "remove the class weights",
                recipe with { ClassWeights = isUneven ? ClassWeights.Balanced : null }, grades.Certain)
            {
                KeepsWeights = true,
                ShowsAtStart = true,
            };
        }

        // Uneven classes hold a network at the constant answer, but not above it.
        var isAbove = run.Training is { } learned && learned.Loss > context.Thresholds.Training.AboveConstant * learned.ConstantLoss;
        if ((run.IsByClass || !isAbove) && recipe.ClassWeights is null && recipe.Loss is not ValueLoss && run.Labels?.IsUneven(context.Thresholds.Data) == true)
        {
            yield return new ProposedExperiment(
                this, "class weights none → balanced", "let all classes count alike (classWeights: balanced)",
                recipe with { ClassWeights = ClassWeights.Balanced }, run.IsByClass ? grades.Certain : grades.Little)
            {
                KeepsWeights = true,
                IsWhole = run.IsByClass,
            };
        }
    }
}
