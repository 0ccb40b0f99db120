namespace Relumine.Cures;

/// <summary>Limit numbers far outside of their feature's usual range.</summary>
public sealed class Winsorise : ICure
{
    /// <inheritdoc/>
    public string Id => Cure.Winsorise;

    /// <inheritdoc/>
    public string Explanation => "Correct the samples, or limit every feature to its usual range ({ \"winsorise\": true } in a recipe); the model keeps the limits.";
}
