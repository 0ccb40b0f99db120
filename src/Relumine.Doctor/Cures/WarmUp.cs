using Relumine.Doctor.Causes;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Schedules;

namespace Relumine.Doctor.Cures;

/// <summary>Let the learning rate grow during the first steps.</summary>
internal sealed class WarmUp : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.WarmUp;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "If you can train again, let the rate grow during the first steps ({ \"warmUp\": {} } as schedule): the first gradients are the largest.";

    /// <inheritdoc/>
    public int Turn => 5;

    /// <inheritdoc/>
    public IEnumerable<CureVariant> Vary(CureContext context)
    {
        if (context.Recipe.Schedule is ConstantSchedule && context.Cause.Kind is CauseKind.Momentum or CauseKind.Rate)
        {
            yield return new(
                $"let the rate grow during {Wording.First(context.Thresholds.Treatments.WarmUp)}",
                context.Recipe with { Schedule = new WarmUpSchedule(Math.Max(1, (long)(context.Run.FullSteps * context.Thresholds.Treatments.WarmUp))) }, true);
        }
    }
}
