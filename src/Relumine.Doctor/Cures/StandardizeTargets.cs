using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Bring targets to mean 0 and variance 1.</summary>
internal sealed class StandardizeTargets : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.StandardizeTargets;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Bring the targets to mean 0 and variance 1 ({ \"standardizeTargets\": true } in a recipe); the model undoes it.";

    /// <inheritdoc/>
    public int Turn => 0;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (!context.Recipe.StandardizeTargets && context.Run.Targets is { } targets && TargetScale.IsOff(targets, context.Thresholds.Data))
        {
            yield return new("standardise the targets", context.Recipe with { StandardizeTargets = true }, false);
        }
    }
}
