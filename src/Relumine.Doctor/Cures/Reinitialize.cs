using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;

namespace Relumine.Doctor.Cures;

/// <summary>Initialise by He, LeCun or LSUV.</summary>
internal sealed class Reinitialize : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Reinitialize;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train again, initialise the weights by He, LeCun or LSUV and the biases by 0.";

    /// <inheritdoc/>
    public int Turn => 6;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Cause.Kind is CauseKind.Initialization or CauseKind.Architecture && !context.Recipe.LooksAtData)
        {
            yield return new("begin with lsuv weights", context.Recipe.Reinitialized(new Lsuv()), false);
            yield return new("begin with rai weights", context.Recipe.Reinitialized(new Rai()), false);
        }
    }
}
