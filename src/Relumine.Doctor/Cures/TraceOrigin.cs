using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Find where the first NaN or infinity came from.</summary>
internal sealed class TraceOrigin : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.TraceOrigin;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "Find the first operator that makes a NaN or an infinity, and the samples on which it does.";
}
