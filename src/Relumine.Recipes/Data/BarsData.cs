using Relumine.Data.Generators;

namespace Relumine.Recipes.Data;

/// <summary>Images of 1×8×8 with bars and blobs, 4 classes; see <see cref="Bars"/>.</summary>
public sealed record BarsData : RecipeGenerator
{
    /// <inheritdoc/>
    public override string Name => "bars";

    /// <inheritdoc/>
    public override string Summary => "images of 1×8×8 with bars and blobs, 4 classes";

    /// <inheritdoc/>
    public override IGenerator Generate(ulong seed) => new Bars(Samples ?? 1000, Seed ?? seed);
}
