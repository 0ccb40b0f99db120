namespace Relumine.Cures;

/// <summary>Bring targets to mean 0 and variance 1.</summary>
public sealed class StandardiseTargets : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.StandardiseTargets;

    /// <inheritdoc/>
    public string Explanation => "Bring the targets to mean 0 and variance 1 ({ \"standardiseTargets\": true } in a recipe); the model undoes it.";
}
