using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Every sample with mean 0 and variance 1, then scaled and shifted.</summary>
/// <param name="Epsilon">What is added to the variance.</param>
public sealed record LayerNormalizationLayer(double Epsilon = 1e-5) : RecipeLayer
{
    /// <summary>Smaller numbers are 0 where networks compute.</summary>
    internal const double SmallestEpsilon = 1e-30;

    /// <inheritdoc/>
    public override string Name => "layerNormalization";

    /// <inheritdoc/>
    public override string Summary => "every sample with mean 0 and variance 1, then scaled and shifted";

    internal override RecipeLayer Read(RecipeFields fields) => new LayerNormalizationLayer(fields.Number("epsilon", Epsilon, SmallestEpsilon, 1));

    internal override void Write(JsonObject json) => json.Put("epsilon", Epsilon.Unless(1e-5));

    internal override Network Apply(Network network, RecipePlace place) => network.LayerNormalization(Epsilon);
}
