using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Give SELU what it needs.</summary>
internal sealed class SeluConditions : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.SeluConditions;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Begin with LeCun normal weights, use alphaDropout instead of dropout, and standardize the data.";
}
