namespace Relumine.Recipes;

/// <summary>A field in which two recipes differ.</summary>
/// <param name="Field">Its path, e.g. <c>optimizer.sgd.lr</c>, or <c>model[1, 3].bias</c> for the same change in two places; <c>model[1] in front</c> for what
/// was put there.</param>
/// <param name="From">What the first recipe says, as JSON; null if it says nothing.</param>
/// <param name="To">What the other says.</param>
public sealed record RecipeChange(string Field, string? From, string? To)
{
    /// <summary>For example <c>optimizer.sgd.lr: 3 → 0.1</c>.</summary>
    public override string ToString() => $"{Field}: {From ?? "not given"} → {To ?? "not given"}";
}
