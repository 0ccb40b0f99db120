using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Give rare classes more weight.</summary>
internal sealed class BalanceClasses : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.BalanceClasses;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Give rare classes more weight in the loss, gather more samples of them, and judge by ranking or by class instead of by accuracy.";
}
