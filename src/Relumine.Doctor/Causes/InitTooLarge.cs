using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Causes;

/// <summary>The weights begin too large.</summary>
internal sealed class InitTooLarge : ICause
{
    /// <inheritdoc/>
    public string Id => "init-too-large";

    /// <inheritdoc/>
    public string Title => "The weights begin too large";

    /// <inheritdoc/>
    public string Why => "Every layer makes its signal larger, so that the first loss is enormous, and the first steps with it.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The weights' root mean square times √(fan in) is above {Wording.Amount(limits.Training.LargeWeights)}, or the signal grows from layer to layer, "
            + $"before the first update.";

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
            context.OddestScale > limits.Training.UsualWeights
            && !context.BeganSymmetric
            && context.Recipe.Reinitialized(new HeNormal()) is var he
            && he != context.Recipe
        )
        {
            var isLikely =
                context.OddestScale > limits.Training.LargeWeights
                || (
                    gain?.Layers >= limits.Layers.GainLayers
                    && gain.PerLayer > limits.Layers.ExplodingGain
                    && context.OddestScale > limits.Causes.SuspiciousWeights
                );
            yield return new ProposedExperiment(this, "weights → heNormal", "begin with heNormal weights", he, isLikely ? grades.Certain : grades.Little);
        }
    }
}
