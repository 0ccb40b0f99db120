using System.Globalization;
using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Graph.Operators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Branches side by side, whose results are put one behind the other: features, or channels.</summary>
/// <param name="Branches">The layers of each branch.</param>
public sealed record ConcatLayer(ValueArray<ValueArray<RecipeLayer>> Branches = default) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "concat";

    /// <inheritdoc/>
    public override string Summary => "branches side by side, each a list of layers, whose results are put one behind the other";

    internal override string Shorthand => "branches";

    internal override RecipeLayer Read(RecipeFields fields)
    {
        var entry = fields.Need("branches", "a list of lists of layers");
        var branches = entry.Items("branches, each a list of layers");
        return branches.Count > 0 ? new ConcatLayer(branches.Select(LayerList.Read).ToArray()) : throw entry.Fail("is empty; give at least one branch.");
    }

    internal override void Write(JsonObject json) => json.Add("branches", new JsonArray([.. Branches.Select(b => (JsonNode)LayerList.Write(b))]));

    internal override Network Apply(Network network, RecipePlace place) => Network.Concat([.. Branches.Select((b, i) =>
        LayerList.Apply(b, network, place with { Path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}.concat[{i}]") }))]);
}
