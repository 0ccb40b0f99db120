using Relumine.Causes;

namespace Relumine.Cures;

/// <summary>Insert batch normalisation.</summary>
public sealed class InsertNormalisation : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Normalise;

    /// <inheritdoc/>
    public string Explanation => "If you can train again, insert batch normalisation before the activations.";

    /// <inheritdoc/>
    public int Turn => 7;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Cause.Kind is CauseKind.Initialisation or CauseKind.Architecture && MissingNormalisation.Insert(context.Recipe) is { } normalised)
        {
            yield return new("insert batch normalisation before the activations", normalised, false);
        }
    }
}
