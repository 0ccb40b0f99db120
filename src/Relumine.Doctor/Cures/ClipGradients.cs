namespace Relumine.Doctor.Cures;

/// <summary>Limit the norm of the gradients.</summary>
public sealed class ClipGradients : ICure
{
    // What the gradients of a sound small network are at most.
    private const double Usual = 1;

    /// <inheritdoc/>
    public string Id => Cure.ClipGradients;

    /// <inheritdoc/>
    public string Explanation => "If you can train again, limit the norm of the gradients ({ \"clipNorm\": 1 } in a recipe): rare batches with enormous gradients then do no harm.";

    /// <inheritdoc/>
    public int Turn => 4;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Recipe is { ClipNorm: null, ClipValue: null } && context.Run.Early.Any(e => e.GradientNorm > 10 * Usual))
        {
            yield return new("limit the norm of the gradients to 1", context.Recipe with { ClipNorm = Usual }, true);
        }
    }
}
