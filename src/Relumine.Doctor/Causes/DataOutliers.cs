using Relumine.Data.Transforms;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Losses;

namespace Relumine.Doctor.Causes;

/// <summary>Single numbers that lie far outside of what is usual.</summary>
internal sealed class DataOutliers : ICause
{
    /// <inheritdoc/>
    public string Id => "data-outliers";

    /// <inheritdoc/>
    public string Title => "The data have outliers";

    /// <inheritdoc/>
    public string Why =>
        "One number far out makes one enormous gradient, and a single step throws the weights off or kills many units. "
            + "Often it is a typing error, or a code such as −999 for missing.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A number, or a target, that lies more than {Wording.Amount(limits.Data.Outlier)} robust standard deviations from its median.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run with features, or targets, limited to {Wording.Amount(Winsorization.Reach)} robust standard deviations around their medians; "
            + "for targets that are learned by squared errors, also with Huber's loss.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, data) = (context.Recipe, context.Run.Data);
        if (!recipe.Winsorize && data.Outlier > context.Thresholds.Data.Outlier)
        {
            yield return new ProposedExperiment(
                this,
                "features winsorised",
                "winsorise the features",
                recipe with
                {
                    Winsorize = true,
                },
                data.Normalized ? context.Thresholds.Evidence.Some : context.Thresholds.Evidence.Certain
            );
        }

        if (!recipe.WinsorizeTargets && context.Run.Targets?.Outlier > context.Thresholds.Data.Outlier)
        {
            yield return new ProposedExperiment(
                this,
                "targets winsorised",
                "winsorise the targets",
                recipe with
                {
                    WinsorizeTargets = true,
                },
                context.Thresholds.Evidence.Certain
            );

            // Brought to the edge they still are the largest errors by far; squared they rule the loss (Huber 1964).
            if (recipe.Loss is MeanSquaredError && context.Run.Targets.LargestDeviation > 0)
            {
                var delta = recipe.StandardizeTargets ? 1 : RecipeEdit.Round(context.Run.Targets.LargestDeviation);
                yield return new ProposedExperiment(
                    this,
                    "targets winsorised, with Huber's loss",
                    $"winsorise the targets, and take Huber's loss with a delta of {RecipeEdit.Text(delta)}",
                    recipe with
                    {
                        WinsorizeTargets = true,
                        Loss = new Huber(delta),
                    },
                    context.Thresholds.Evidence.Certain * context.Thresholds.Evidence.OtherDose
                );
            }
        }
    }
}
