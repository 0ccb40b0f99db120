using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Weaken weight decay.</summary>
internal sealed class LessDecay : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LessDecay;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "If you can train again, use less weight decay: it pulls weights to 0 until only biases are left.";
}
