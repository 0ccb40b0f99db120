using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Take more samples in a batch.</summary>
internal sealed class LargerBatches : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LargerBatches;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Take more samples in a batch, 16 or more; or use layer normalization, which looks at one sample at a time.";
}
