using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Raise the learning rate.</summary>
internal sealed class RaiseRate : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.RaiseRate;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        $"Raise the learning rate until the weights move by about {Wording.Part(limits.Causes.HealthyUpdate)} of their size in the first steps.";

    /// <inheritdoc/>
    public int Turn => 3;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        // Where a lower rate just helped, a higher one would not.
        if (context.Recipe.Optimizer.LearningRate < context.Began.Optimizer.LearningRate)
        {
            yield break;
        }

        foreach (var factor in new[] { context.Thresholds.Treatments.HigherRate, context.Thresholds.Treatments.MuchHigherRate })
        {
            yield return CureVariant.Rate(context, factor);
        }
    }
}
