using Relumine.Learning;

namespace Relumine.Cures;

/// <summary>Initialise by He, LeCun or LSUV.</summary>
public sealed class Reinitialise : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Reinitialise;

    /// <inheritdoc/>
    public string Explanation => "If you can train again, initialise the weights by He, LeCun or LSUV and the biases by 0.";

    /// <inheritdoc/>
    public int Turn => 6;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Cause.Kind is CauseKind.Initialisation or CauseKind.Architecture && !context.Recipe.LooksAtData)
        {
            yield return new("begin with lsuv weights", context.Recipe.Reinitialised(new Lsuv()), false);
            yield return new("begin with rai weights", context.Recipe.Reinitialised(new Rai()), false);
        }
    }
}
