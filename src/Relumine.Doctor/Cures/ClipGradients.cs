using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Limit the norm of the gradients.</summary>
internal sealed class ClipGradients : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.ClipGradients;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        $"If you can train again, limit the norm of the gradients ({{ \"clipNorm\": {RecipeEdit.Text(limits.Treatments.ClipNorm)} }} in a recipe): "
            + $"rare batches with enormous gradients then do no harm.";

    /// <inheritdoc/>
    public int Turn => 4;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Recipe is { ClipNorm: null, ClipValue: null } && context.Run.Early.Any(e => e.GradientNorm > context.Thresholds.Treatments.LargeGradient))
        {
            yield return new(
                $"limit the norm of the gradients to {RecipeEdit.Text(context.Thresholds.Treatments.ClipNorm)}",
                context.Recipe with
                {
                    ClipNorm = context.Thresholds.Treatments.ClipNorm,
                },
                true
            );
        }
    }
}
