using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Train again with a lower learning rate.</summary>
internal sealed class LowerRate : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LowerRate;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train again, lower the learning rate or warm it up: too large steps kill units.";

    /// <inheritdoc/>
    public int Turn => 2;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        foreach (var factor in new[] { context.Thresholds.Treatments.LowerRate, context.Thresholds.Treatments.MuchLowerRate })
        {
            yield return CureVariant.Rate(context, factor);
        }
    }
}
