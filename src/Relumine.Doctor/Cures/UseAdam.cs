using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;

namespace Relumine.Doctor.Cures;

/// <summary>Follow gradients by their recent size, each weight at a pace of its own.</summary>
internal sealed class UseAdam : ICure
{
    /// <summary>The recipe with Adam.</summary>
    internal static Recipe Treat(Recipe recipe, TreatmentThresholds limits) => Treat(recipe, limits.AdamRate);

    /// <summary>The recipe with Adam at some rate. A weight decay stays: that it is too strong is a cause of its own.</summary>
    internal static Recipe Treat(Recipe recipe, double rate) => recipe with
    {
        Optimizer = recipe.Optimizer switch
        {
            Adam or AdamW => recipe.Optimizer with { LearningRate = rate },
            Sgd o => new Adam(rate, WeightDecay: o.WeightDecay),
            RmsProp o => new Adam(rate, WeightDecay: o.WeightDecay),
            _ => new Adam(rate),
        },
    };

    /// <inheritdoc/>
    public string Id => Cure.Adam;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "If you can train again, use Adam: where gradients differ by orders of magnitude from layer to layer, every weight still moves.";

    /// <inheritdoc/>
    public int Turn => 1;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Recipe.Optimizer is Sgd)
        {
            yield return new(
                $"use adam with lr {RecipeEdit.Text(context.Thresholds.Treatments.AdamRate)}",
                Treat(context.Recipe, context.Thresholds.Treatments),
                true
            );
        }
    }
}
