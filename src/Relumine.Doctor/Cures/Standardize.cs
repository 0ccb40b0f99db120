using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Bring every feature to mean 0 and variance 1.</summary>
internal sealed class Standardize : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Standardize;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Bring every feature to mean 0 and variance 1 ({ \"standardize\": true } in a recipe); the model keeps the transform.";

    /// <inheritdoc/>
    public int Turn => 0;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        var (data, limits) = (context.Run.Data, context.Thresholds);
        var isOff = DataScale.Prevails(data, limits) || data.Gamma > limits.Data.UncenteredWarning;
        if (!context.Recipe.Standardize && data is { Normalized: false, Features: > 0 } && isOff)
        {
            yield return new("standardise the features", context.Recipe with { Standardize = true }, false);
        }
    }
}
