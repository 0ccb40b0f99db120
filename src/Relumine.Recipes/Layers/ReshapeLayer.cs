using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Graph.Operators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Each sample under another shape.</summary>
/// <param name="Dims">The dimensions; one may be −1.</param>
public sealed record ReshapeLayer(ValueArray<int> Dims = default) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "reshape";

    /// <inheritdoc/>
    public override string Summary => "each sample under another shape; one dimension may be −1, which is then worked out";

    internal override string Shorthand => "shape";

    internal override RecipeLayer Read(RecipeFields fields) =>
        new ReshapeLayer(fields.Need("shape", "a list of dimensions").Items("dimensions").Select(d => d.Integer(-1)).ToArray());

    internal override void Write(JsonObject json) => json.Add("shape", new JsonArray([.. Dims.Select(d => (JsonNode)JsonValue.Create(d))]));

    internal override Network Apply(Network network, RecipePlace place) => network.Reshape(Dims.Span);
}
