using Relucent.Kernels;
using Relucent.Learning;
using Relucent.Recipes;

namespace Relucent.Causes;

/// <summary>The activations saturate.</summary>
public sealed class SaturatingActivation : ICause
{
    /// <inheritdoc/>
    public string Id => "saturating-activation";

    /// <inheritdoc/>
    public string Title => "The activations saturate";

    /// <inheritdoc/>
    public string Why => "Sigmoid and tanh pass on only a part of a gradient, a quarter at most for sigmoid, and next to nothing far from 0: in a deep network nothing reaches the first layers.";

    /// <inheritdoc/>
    public string Evidence => "Activations that are flat on both sides, and a gradient that shrinks from layer to layer, or saturated units.";

    /// <inheritdoc/>
    public string Experiment => "The same run with ReLU and He's weights.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        static bool Saturates(Activation f) => Math.Abs(f.SlopeFromLeft(-50)) < 0.01 && Math.Abs(f.SlopeFromRight(50)) < 0.01;
        if (!context.Recipe.Model.SkipLast(1).Flat().Any(l => l is ActivationLayer a && Saturates(a.Function)))
        {
            yield break;
        }

        var gain = GradientGain.Of(context.Run);
        var isSaturated = context.Run.Hidden(context.Run.End).Any(l => l.Saturated > context.Thresholds.SaturatedWarning * l.Units);
        var relu = Activation.Of(Activations.Relu.Default);
        yield return new Probe(
            this, "activations → relu, weights → heNormal", "replace the activations by relu, with heNormal weights",
            context.Recipe.Activated(f => Saturates(f) ? relu : f).Reinitialised(new HeNormal()),
            isSaturated || gain is { PerLayer: < 0.7, Total: < 0.05 } ? 1 : 0.3)
        { Fields = 2 };
    }
}
