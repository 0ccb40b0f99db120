using Relumine.Doctor.Cures;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Causes;

/// <summary>The weights begin too small.</summary>
public sealed class InitTooSmall : ICause
{
    /// <inheritdoc/>
    public string Id => "init-too-small";

    /// <inheritdoc/>
    public string Title => "The weights begin too small";

    /// <inheritdoc/>
    public string Why => "Every layer makes its signal smaller, so that after a few layers nothing is left of the input, and nothing of the gradient on its way back.";

    /// <inheritdoc/>
    public string Evidence => "The weights' root mean square times √(fan in), and times √((fan in + fan out)/2), is below 0.7, or the signal shrinks from layer to layer, before the first update.";

    /// <inheritdoc/>
    public string Experiment => "The same run with He's normal weights, scaled for the activations that follow.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Initialization;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var gain = SignalGain.Of(context.Run.Hidden(context.Run.Start));
        if (context.OddestScale < 1.2 && !context.BeganSymmetric && context.Recipe.Reinitialized(new HeNormal()) is var he && he != context.Recipe)
        {
            var isLikely = context.OddestScale < context.Thresholds.SmallWeights || (gain is { Layers: >= 4, PerLayer: < 0.7 } && !context.Recipe.Saturates());
            yield return new Probe(this, "weights → heNormal", "begin with heNormal weights", he, isLikely ? 1 : 0.3);
        }
    }
}
