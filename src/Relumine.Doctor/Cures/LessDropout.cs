using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Cures;

/// <summary>Drop fewer units.</summary>
internal sealed class LessDropout : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LessDropout;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Drop fewer: 0.1 to 0.5 of hidden units, 0.2 of inputs, and nothing behind the last layer.";

    /// <inheritdoc/>
    public int Turn => 6;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        // On samples that are learned from, less dropout is always better.
        if (context.Recipe.Validation > 0 && context.Recipe.Model.Flat().Any(l => l is DropoutLayer or AlphaDropoutLayer))
        {
            yield return new("remove the dropout", context.Recipe.Map(l => l is DropoutLayer or AlphaDropoutLayer ? [] : [l]), true);
        }
    }
}
