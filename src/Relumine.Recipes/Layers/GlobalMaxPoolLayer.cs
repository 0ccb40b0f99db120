using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>The largest number of each channel, as a vector.</summary>
public sealed record GlobalMaxPoolLayer : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "globalMaxPool";

    /// <inheritdoc/>
    public override string Summary => "the largest number of each channel, as a vector";

    internal override RecipeLayer Read(RecipeFields fields) => this;

    internal override Network Apply(Network network, RecipePlace place) => network.GlobalMaxPool();
}
