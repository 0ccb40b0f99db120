using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Insert batch normalisation.</summary>
internal sealed class InsertNormalization : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Normalize;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train again, insert batch normalisation before the activations.";

    /// <inheritdoc/>
    public int Turn => 7;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Cause.Kind is CauseKind.Initialization or CauseKind.Architecture && MissingNormalization.Insert(context.Recipe) is { } normalized)
        {
            yield return new("insert batch normalisation before the activations", normalized, false);
        }
    }
}
