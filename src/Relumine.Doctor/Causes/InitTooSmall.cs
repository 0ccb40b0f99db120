using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Causes;

/// <summary>The weights begin too small.</summary>
internal sealed class InitTooSmall : ICause
{
    /// <inheritdoc/>
    public string Id => "init-too-small";

    /// <inheritdoc/>
    public string Title => "The weights begin too small";

    /// <inheritdoc/>
    public string Why =>
        "Every layer makes its signal smaller, so that after a few layers nothing is left of the input, and nothing of the gradient on its way back.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The weights' root mean square times √(fan in), and times √((fan in + fan out)/2), is below {Wording.Amount(limits.Training.SmallWeights)}, or the "
            + $"signal shrinks from layer to layer, before the first update.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with He's normal weights, scaled for the activations that follow.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Initialization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (limits, grades) = (context.Thresholds, context.Thresholds.Evidence);
        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        if (
            context.OddestScale < limits.Training.UsualWeights
            && !context.BeganSymmetric
            && context.Recipe.Reinitialized(new HeNormal()) is var he
            && he != context.Recipe
        )
        {
            var isLikely = context.OddestScale < limits.Training.SmallWeights
                || (gain?.Layers >= limits.Layers.GainLayers && gain.PerLayer < limits.Layers.VanishingGain && !context.Recipe.Saturates(limits.Units));
            yield return new ProposedExperiment(this, "weights → heNormal", "begin with heNormal weights", he, isLikely ? grades.Certain : grades.Little);
        }
    }
}
