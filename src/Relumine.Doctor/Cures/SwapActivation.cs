using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Doctor.Cures;

/// <summary>Use an activation without a flat side.</summary>
internal sealed class SwapActivation : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.SwapActivation;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train again, use an activation without a flat side, such as Leaky ReLU or ELU.";

    /// <inheritdoc/>
    public int Turn => 8;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        // Units that die of their rate need another rate, whatever their activation.
        if (context.Cause.Kind is CauseKind.Momentum or CauseKind.Rate || context.Run.WorstDead < context.Thresholds.Layers.DeadWarning)
        {
            yield break;
        }

        foreach (var (name, other) in new[] { ("leakyRelu", Activation.Of(LeakyRelu.Default)), ("elu", Activation.Of(Elu.Default)) })
        {
            yield return new($"replace the activations by {name}", context.Recipe.Activated(f => RecipeEdit.DiesOut(f) ? other : f), true);
        }
    }
}
