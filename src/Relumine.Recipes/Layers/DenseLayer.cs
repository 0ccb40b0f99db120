using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>A dense layer; samples that are no vectors are flattened.</summary>
/// <param name="Units">The number of units.</param>
public sealed record DenseLayer(int Units = 1) : WeightedLayer
{
    /// <inheritdoc/>
    public override string Name => "dense";

    /// <inheritdoc/>
    public override string Summary => "every unit adds up all inputs, weighted; samples that are no vectors are flattened";

    internal override string Shorthand => "units";

    internal override Network Apply(Network network, RecipePlace place) => network.Flatten().Dense(Units, Init, Biases, Rate);

    private protected override WeightedLayer ReadOwn(RecipeFields fields) => new DenseLayer(fields.Need("units", "the number of units").Integer(1));

    private protected override void WriteOwn(JsonObject json) => json.Put("units", Units);
}
