using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A dense layer in which every unit is the largest of several linear pieces.</summary>
/// <param name="Units">The number of units.</param>
/// <param name="Pieces">The pieces of each.</param>
public sealed record MaxoutLayer(int Units = 1, int Pieces = 2) : WeightedLayer
{
    /// <inheritdoc/>
    public override string Name => "maxout";

    /// <inheritdoc/>
    public override string Summary => "a dense layer in which every unit is the largest of several linear pieces";

    internal override string Shorthand => "units";

    internal override Network Apply(Network network, RecipePlace place) => network.Flatten().Maxout(Units, Pieces, Init, Biases, Rate);

    private protected override WeightedLayer ReadOwn(RecipeFields fields) =>
        new MaxoutLayer(fields.Need("units", "the number of units").Integer(1), fields.Integer("pieces", Pieces, 1));

    private protected override void WriteOwn(JsonObject json)
    {
        json.Put("units", Units);
        json.Put("pieces", Pieces);
    }
}
