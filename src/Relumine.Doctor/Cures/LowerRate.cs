namespace Relumine.Doctor.Cures;

/// <summary>Train again with a lower learning rate.</summary>
public sealed class LowerRate : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LowerRate;

    /// <inheritdoc/>
    public string Explanation => "If you can train again, lower the learning rate or warm it up: too large steps kill units.";

    /// <inheritdoc/>
    public int Turn => 2;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        foreach (var factor in new[] { 0.3, 0.1 })
        {
            yield return CureVariant.Rate(context, factor);
        }
    }
}
