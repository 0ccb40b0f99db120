using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>The mean of each channel, as a vector.</summary>
public sealed record GlobalAveragePoolLayer : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "globalAveragePool";

    /// <inheritdoc/>
    public override string Summary => "the mean of each channel, as a vector";

    internal override RecipeLayer Read(RecipeFields fields) => this;

    internal override Network Apply(Network network, RecipePlace place) => network.GlobalAveragePool();
}
