using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Each sample as a vector.</summary>
public sealed record FlattenLayer : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "flatten";

    /// <inheritdoc/>
    public override string Summary => "each sample as a vector";

    internal override RecipeLayer Read(RecipeFields fields) => this;

    internal override Network Apply(Network network, RecipePlace place) => network.Flatten();
}
