using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The biases begin too far from 0.</summary>
internal sealed class InitBias : ICause
{
    /// <inheritdoc/>
    public string Id => "init-bias";

    /// <inheritdoc/>
    public string Title => "The biases begin too far from 0";

    /// <inheritdoc/>
    public string Why => "A unit whose bias is far below 0 fires on no sample, whatever its weights are: it is dead before the first update, or saturated.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) => "Biases that begin elsewhere than at 0, and units that are born dead, never positive or saturated.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with all biases 0.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Initialization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (context.Run.Weights.Any(w => w.LargestBias > 0 && !w.IsOutput) && context.Recipe.WithoutBias() is var plain && plain != context.Recipe)
        {
            var share = Math.Max(
                context.WorstAtStart,
                context.Run.Hidden(context.Run.Start).Select(l => (l.Saturated ?? 0) / (double)l.Units).DefaultIfEmpty(0).Max()
            );
            yield return new ProposedExperiment(
                this,
                "all biases → 0",
                "begin with all biases 0",
                plain,
                share > context.Thresholds.Layers.DeadInfo ? context.Thresholds.Evidence.Certain : context.Thresholds.Evidence.Some
            )
            {
                // What was learned in spite of it is worth keeping: the units that are dead are revived with bias 0.
                KeepsWeights = context.Run.Skill >= context.Thresholds.Training.GoodSkill,
            };
        }
    }
}
