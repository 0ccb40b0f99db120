using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>While learning, numbers take SELU's lowest value at random; mean and variance stay.</summary>
/// <param name="Ratio">The probability.</param>
public sealed record AlphaDropoutLayer(double Ratio = 0.05) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "alphaDropout";

    /// <inheritdoc/>
    public override string Summary => "dropout for SELU: numbers take its lowest value at random, mean and variance stay";

    internal override string Shorthand => "ratio";

    internal override RecipeLayer Read(RecipeFields fields) => new AlphaDropoutLayer(fields.Number("ratio", Ratio, 0, 0.999999));

    internal override void Write(JsonObject json) => json.Add("ratio", JsonValue.Create(Ratio));

    internal override Network Apply(Network network, RecipePlace place) => network.AlphaDropout(Ratio);
}
