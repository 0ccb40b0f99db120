using Relumine.Data.Generators;

namespace Relumine.Recipes.Data;

/// <summary>y = |x| for x from −√3 to √3.</summary>
public sealed record AbsData : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "abs";

    /// <inheritdoc/>
    public override string Summary => "y = |x| for x from −√3 to √3";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new AbsoluteValue(Samples ?? 512, Seed ?? seed);
}
