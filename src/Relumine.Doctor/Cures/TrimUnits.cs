using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Remove the units that do nothing.</summary>
internal sealed class TrimUnits : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Trim;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Remove the units that did nothing on these data; the outputs on them stay the same and the network gets smaller.";
}
