using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Limit numbers far outside of their feature's usual range.</summary>
internal sealed class Winsorize : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Winsorize;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Correct the samples, or limit every feature to its usual range ({ \"winsorize\": true } in a recipe); the model keeps the limits.";
}
