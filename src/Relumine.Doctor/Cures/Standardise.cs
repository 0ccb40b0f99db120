namespace Relumine.Cures;

/// <summary>Bring every feature to mean 0 and variance 1.</summary>
public sealed class Standardise : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Standardise;

    /// <inheritdoc/>
    public string Explanation => "Bring every feature to mean 0 and variance 1 ({ \"standardise\": true } in a recipe); the model keeps the transform.";
}
