using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Make the layers wider.</summary>
internal sealed class WidenLayers : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Widen;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "If you can train again, make the layers wider: the fewer units one has, the likelier all of them are born dead together.";

    /// <inheritdoc/>
    public int Turn => 1;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (
            context.Cause is ArchitectureTooNarrow
            && ArchitectureTooNarrow.Widen(context.Recipe, 2, context.Thresholds.Causes) is var wider
            && wider != context.Recipe
        )
        {
            yield return new("make them twice as wide again", wider, false);
        }
    }
}
