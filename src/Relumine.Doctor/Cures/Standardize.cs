using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Bring every feature to mean 0 and variance 1.</summary>
internal sealed class Standardize : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Standardize;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Bring every feature to mean 0 and variance 1 ({ \"standardize\": true } in a recipe); the model keeps the transform.";
}
