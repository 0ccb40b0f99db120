using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Drop fewer units.</summary>
internal sealed class LessDropout : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LessDropout;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Drop fewer: 0.1 to 0.5 of hidden units, 0.2 of inputs, and nothing behind the last layer.";
}
