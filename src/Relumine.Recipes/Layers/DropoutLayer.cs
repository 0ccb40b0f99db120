using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>While learning, numbers become 0 at random.</summary>
/// <param name="Ratio">The probability.</param>
public sealed record DropoutLayer(double Ratio = 0.5) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "dropout";

    /// <inheritdoc/>
    public override string Summary => "while learning, numbers become 0 at random";

    internal override string Shorthand => "ratio";

    internal override RecipeLayer Read(RecipeFields fields) => new DropoutLayer(fields.Number("ratio", Ratio, 0, 0.999999));

    internal override void Write(JsonObject json) => json.Add("ratio", JsonValue.Create(Ratio));

    internal override Network Apply(Network network, RecipePlace place) => network.Dropout(Ratio);
}
