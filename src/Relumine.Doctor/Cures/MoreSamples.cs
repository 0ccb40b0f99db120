using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Examine on more samples before acting.</summary>
internal sealed class MoreSamples : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.MoreSamples;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "Examine on more data before acting: a rare unit looks dead on a small sample.";
}
