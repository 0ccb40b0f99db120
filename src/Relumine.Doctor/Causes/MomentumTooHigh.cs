using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

/// <summary>The momentum is too high.</summary>
public sealed class MomentumTooHigh : ICause
{
    /// <inheritdoc/>
    public string Id => "momentum-too-high";

    /// <inheritdoc/>
    public string Title => "The momentum is too high";

    /// <inheritdoc/>
    public string Why => "Momentum μ makes a step 1/(1 − μ) times as large in the long run: 0.99 is ten times 0.9. Steps build up until they overshoot, although each gradient is harmless.";

    /// <inheritdoc/>
    public string Evidence => "A momentum above the customary 0.9.";

    /// <inheritdoc/>
    public string Experiment => "The same run with a momentum of 0.9.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Momentum;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        Optimizer? calmer = context.Recipe.Optimizer switch
        {
            Sgd { Momentum: > 0.9 } sgd => sgd with { Momentum = 0.9 },
            RmsProp { Momentum: > 0.9 } rms => rms with { Momentum = 0.9 },
            Adam { Beta1: > 0.9 } adam => adam with { Beta1 = 0.9 },
            AdamW { Beta1: > 0.9 } adam => adam with { Beta1 = 0.9 },
            _ => null,
        };
        if (calmer is not null)
        {
            yield return new Probe(this, "momentum → 0.9", "set momentum to 0.9", context.Recipe with { Optimizer = calmer }, 1) { KeepsWeights = true };
        }
    }
}
