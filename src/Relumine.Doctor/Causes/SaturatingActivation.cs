using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Doctor.Causes;

/// <summary>The activations saturate.</summary>
internal sealed class SaturatingActivation : ICause
{
    /// <inheritdoc/>
    public string Id => "saturating-activation";

    /// <inheritdoc/>
    public string Title => "The activations saturate";

    /// <inheritdoc/>
    public string Why =>
        "Sigmoid and tanh pass on only a part of a gradient, a quarter at most for sigmoid, and next to nothing far from 0: "
            + "in a deep network nothing reaches the first layers.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        "Activations that are flat on both sides, and a gradient that shrinks from layer to layer, or saturated units, or layers that work on their flat sides "
            + "from the first update to the last.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with ReLU and He's weights.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Architecture;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        if (!context.Recipe.Saturates(context.Thresholds.Units))
        {
            yield break;
        }

        var vanishes = GradientGain.Of(context.Run) is { } gain
            && gain.PerLayer < context.Thresholds.Layers.VanishingGain && gain.Total < context.Thresholds.Causes.FadedGradient;
        var isSaturated = context.Run.Hidden(context.Run.End).Any(l => l.Saturated > context.Thresholds.Layers.SaturatedWarning * l.Units
            || Saturation.FromTheBeginning(context.Run, l, context.Thresholds) is not null);
        var relu = Activation.Of(Relu.Default);
        yield return new ProposedExperiment(
            this, "activations → relu, weights → heNormal", "replace the activations by relu, with heNormal weights",
            context.Recipe.Activated(f => RecipeEdit.Saturates(f, context.Thresholds.Units) ? relu : f).Reinitialized(new HeNormal()),
            isSaturated || vanishes ? context.Thresholds.Evidence.Certain : context.Thresholds.Evidence.Little)
        {
            ShowsAtStart = vanishes,
        };
    }
}
