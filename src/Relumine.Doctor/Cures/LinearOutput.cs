using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Let the network end without an activation.</summary>
internal sealed class LinearOutput : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.LinearOutput;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) => "Take the activation behind the last layer away; the loss knows what to do with any number.";
}
