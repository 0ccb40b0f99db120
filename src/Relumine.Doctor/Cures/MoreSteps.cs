using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Train longer.</summary>
internal sealed class MoreSteps : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.MoreSteps;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Train longer: more epochs, or smaller batches, which make more steps of an epoch.";
}
