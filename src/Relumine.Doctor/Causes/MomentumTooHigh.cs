using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>The momentum is too high.</summary>
internal sealed class MomentumTooHigh : ICause
{
    /// <inheritdoc/>
    public string Id => "momentum-too-high";

    /// <inheritdoc/>
    public string Title => "The momentum is too high";

    /// <inheritdoc/>
    public string Why =>
        "Momentum μ makes a step 1/(1 − μ) times as large in the long run: 0.99 is ten times 0.9. "
            + "Steps build up until they overshoot, although each gradient is harmless.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) => $"A momentum above the customary {Wording.Amount(limits.Causes.UsualMomentum)}.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => $"The same run with a momentum of {Wording.Amount(limits.Causes.UsualMomentum)}.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Momentum;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var usual = context.Thresholds.Causes.UsualMomentum;
        Optimizer? calmer = context.Recipe.Optimizer switch
        {
            Sgd sgd when sgd.Momentum > usual => sgd with { Momentum = usual },
            RmsProp rms when rms.Momentum > usual => rms with { Momentum = usual },
            Adam adam when adam.Beta1 > usual => adam with { Beta1 = usual },
            AdamW adam when adam.Beta1 > usual => adam with { Beta1 = usual },
            _ => null,
        };
        if (calmer is not null)
        {
            var text = RecipeEdit.Text(usual);
            yield return new ProposedExperiment(
                this, $"momentum → {text}", $"set momentum to {text}", context.Recipe with { Optimizer = calmer }, context.Thresholds.Evidence.Certain)
            {
                KeepsWeights = true,
            };
        }
    }
}
