using Relumine.Engine.Networks;
using Relumine.Graph.Operators.Functions;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>eˣ of every number: behind the last layer for targets that are positive, such as counts, times and prices.</summary>
public sealed record ExponentialLayer : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override string Summary => "eˣ of every number, for outputs that must be positive";

    internal override RecipeLayer Read(RecipeFields fields) => this;

    internal override Network Apply(Network network, RecipePlace place) => network.Apply("exponential", new Exp());
}
