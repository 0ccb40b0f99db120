using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Live with it.</summary>
internal sealed class LeaveAlone : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LeaveAlone;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "Leave it: networks with many such units can be accurate.";
}
