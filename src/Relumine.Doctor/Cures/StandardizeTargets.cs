using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;

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
            var scaled = context.Recipe with { StandardizeTargets = true };

            // What moved weights towards targets of another size is no rate for these.
            yield return new("standardise the targets", scaled.Optimizer is Sgd ? UseAdam.Treat(scaled, context.Thresholds.Treatments) : scaled, false);
        }
    }
}
