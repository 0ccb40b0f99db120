using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Let running statistics follow faster.</summary>
internal sealed class SettleStatistics : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.SettleStatistics;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Set the momentum of batch normalization to 0.9, or train for more steps: statistics settle after a few times 1 ÷ (1 − momentum).";
}
