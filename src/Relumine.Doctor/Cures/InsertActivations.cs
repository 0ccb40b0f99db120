using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>Put activations between the layers.</summary>
internal sealed class InsertActivations : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.InsertActivations;

    /// <inheritdoc/>
    public string ExplanationFor(Thresholds limits) =>
        "Put an activation such as relu behind every layer with weights but the last.";
}
