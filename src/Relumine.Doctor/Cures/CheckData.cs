using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Look at the data.</summary>
internal sealed class CheckData : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.CheckData;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Look at these columns, rows and values in the data: drop what tells nothing, correct what is wrong, and fill in what is missing.";
}
