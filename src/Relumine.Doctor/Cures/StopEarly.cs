using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Keep what holds on other samples.</summary>
internal sealed class StopEarly : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.StopEarly;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Keep the network of the epoch with the lowest validation loss; use weight decay, dropout, fewer units or more data.";
}
