using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>The weight decay is too strong.</summary>
internal sealed class WeightDecayTooStrong : ICause
{
    /// <inheritdoc/>
    public string Id => "weight-decay-too-strong";

    /// <inheritdoc/>
    public string Title => "The weight decay is too strong";

    /// <inheritdoc/>
    public string Why =>
        "Decay pulls weights to 0 at every step. If it is stronger than what the data ask for, only biases are left, and the units say the same about every "
            + "sample.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A weight decay that would shrink the weights to nothing over the run: rate · decay · steps above {Wording.Amount(limits.Causes.TotalDecay)}; "
        + $"for Adam, RMSProp and others, which divide what they add up, one that pulls at least {Wording.Share(limits.Causes.DecayPull)} as hard as the "
        + $"gradient of the loss; and an L1 penalty that does.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run without weight decay, or without the L1 penalty.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Regularization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (decay, without) = context.Recipe.Optimizer switch
        {
            Sgd o => (o.WeightDecay, (Optimizer)(o with { WeightDecay = 0 })),
            Adam o => (o.WeightDecay, o with { WeightDecay = 0 }),
            AdamW o => (o.WeightDecay, o with { WeightDecay = 0 }),
            RmsProp o => (o.WeightDecay, o with { WeightDecay = 0 }),
            Adagrad o => (o.WeightDecay, o with { WeightDecay = 0 }),
            Adamax o => (o.WeightDecay, o with { WeightDecay = 0 }),
            Nadam o => (o.WeightDecay, o with { WeightDecay = 0 }),
            var other => (0.0, other),
        };
        if (decay > 0)
        {
            var isStrong = context.Recipe.Optimizer is not (Sgd or AdamW)
                ? decay * context.WeightNorm > context.Thresholds.Causes.DecayPull * context.UsualGradient
                : context.Recipe.Optimizer.LearningRate * decay * context.Run.FullSteps > context.Thresholds.Causes.TotalDecay;
            yield return new ProposedExperiment(
                this,
                $"weight decay {RecipeEdit.Text(decay)} → 0",
                "remove the weight decay",
                context.Recipe with
                {
                    Optimizer = without,
                },
                isStrong ? context.Thresholds.Evidence.Certain : context.Thresholds.Evidence.Some
            )
            {
                KeepsWeights = true,
            };
        }

        // Every weight is pulled to 0 as hard as any other, however small it is.
        if (context.Recipe.Optimizer is { L1: > 0 and var l1 } penalized)
        {
            var pull = l1 * Math.Sqrt(context.Run.Weights.Sum(w => (double)w.Count));
            yield return new ProposedExperiment(
                this, $"L1 {RecipeEdit.Text(l1)} → 0", "remove the L1 penalty", context.Recipe with { Optimizer = penalized with { L1 = 0 } },
                pull > context.Thresholds.Causes.DecayPull * context.UsualGradient ? context.Thresholds.Evidence.Certain : context.Thresholds.Evidence.Some)
            {
                KeepsWeights = true,
            };
        }
    }
}
