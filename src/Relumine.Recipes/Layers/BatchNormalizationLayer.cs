using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Every feature, or channel, with mean 0 and variance 1 over the batch, then scaled and shifted.</summary>
/// <param name="Momentum">How much of the running statistics a step keeps.</param>
/// <param name="Epsilon">What is added to the variance.</param>
public sealed record BatchNormalizationLayer(double Momentum = 0.9, double Epsilon = 1e-5) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "batchNormalization";

    /// <inheritdoc/>
    public override string Summary => "every feature, or channel, with mean 0 and variance 1 over the batch, then scaled and shifted";

    internal override RecipeLayer Read(RecipeFields fields) =>
        new BatchNormalizationLayer(fields.Number("momentum", Momentum, 0, 1), fields.Number("epsilon", Epsilon, LayerNormalizationLayer.SmallestEpsilon, 1));

    internal override void Write(JsonObject json)
    {
        json.Put("momentum", Momentum.Unless(0.9));
        json.Put("epsilon", Epsilon.Unless(1e-5));
    }

    internal override Network Apply(Network network, RecipePlace place) => network.BatchNormalization(Momentum, Epsilon);
}
