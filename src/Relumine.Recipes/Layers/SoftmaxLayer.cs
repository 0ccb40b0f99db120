using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Exponentials divided by their sum; the losses take the numbers in front of it.</summary>
public sealed record SoftmaxLayer : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override string Summary => "exponentials divided by their sum; the losses take the numbers in front of it";

    internal override RecipeLayer Read(RecipeFields fields) => this;

    internal override Network Apply(Network network, RecipePlace place) => network.Softmax();
}
