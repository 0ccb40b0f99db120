using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Causes;

/// <summary>The weights begin too large.</summary>
public sealed class InitTooLarge : ICause
{
    /// <inheritdoc/>
    public string Id => "init-too-large";

    /// <inheritdoc/>
    public string Title => "The weights begin too large";

    /// <inheritdoc/>
    public string Why => "Every layer makes its signal larger, so that the first loss is enormous, and the first steps with it.";

    /// <inheritdoc/>
    public string Evidence => "The weights' root mean square times √(fan in) is above 2.1, or the signal grows from layer to layer, before the first update.";

    /// <inheritdoc/>
    public string Experiment => "The same run with He's normal weights, scaled for the activations that follow.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Initialization;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        if (context.OddestScale > 1.2 && !context.BeganSymmetric && context.Recipe.Reinitialized(new HeNormal()) is var he && he != context.Recipe)
        {
            var isLikely = context.OddestScale > context.Thresholds.LargeWeights || (gain is { Layers: >= 4, PerLayer: > 1.4 } && context.OddestScale > 1.6);
            yield return new Probe(this, "weights → heNormal", "begin with heNormal weights", he, isLikely ? 1 : 0.3);
        }
    }
}
