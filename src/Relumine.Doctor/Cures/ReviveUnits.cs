using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Give the units new weights and train on.</summary>
internal sealed class ReviveUnits : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Revive;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train on, give the units new incoming weights and let them learn.";
}
