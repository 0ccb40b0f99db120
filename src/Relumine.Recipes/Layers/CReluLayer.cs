using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Kernels;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>The concatenated rectifier: twice as many units.</summary>
/// <param name="Kink">λ; null for the recipe's.</param>
public sealed record CReluLayer(double? Kink = null) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "crelu";

    /// <inheritdoc/>
    public override string Summary => "max(x, 0) and behind it max(−x, 0): twice as many units or channels";

    internal override RecipeLayer Read(RecipeFields fields) => new CReluLayer(fields.Take("kink")?.Number(0, 1));

    internal override void Write(JsonObject json) => json.Put("kink", Kink);

    internal override Network Apply(Network network, RecipePlace place) => network.CRelu(Kink is { } k ? new Kink(k) : null);
}
