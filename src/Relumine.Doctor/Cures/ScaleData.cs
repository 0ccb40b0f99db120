using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Scale the data as they were scaled in training.</summary>
internal sealed class ScaleData : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.ScaleData;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Scale the data as they were scaled in training, e.g. pixels divided by 255, or with the mean and the deviation of then.";
}
