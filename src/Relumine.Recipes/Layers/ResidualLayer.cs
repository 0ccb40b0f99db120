using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Graph.Operators;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>x + body(x), or shortcut(x) + body(x).</summary>
/// <param name="Body">The layers that x goes through.</param>
/// <param name="Shortcut">What it goes through on the other way; empty for nothing.</param>
public sealed record ResidualLayer(ValueArray<RecipeLayer> Body = default, ValueArray<RecipeLayer> Shortcut = default) : RecipeLayer
{
    /// <inheritdoc/>
    public override string Name => "residual";

    /// <inheritdoc/>
    public override string Summary => "x + body(x); where the body changes the shape, give a shortcut of layers that does the same";

    internal override string Shorthand => "body";

    internal override RecipeLayer Read(RecipeFields fields) => new ResidualLayer(
        LayerList.Read(fields.Need("body", "a list of layers")),
        fields.Take("shortcut") is { } shortcut ? LayerList.Read(shortcut) : default);

    internal override void Write(JsonObject json)
    {
        json.Add("body", LayerList.Write(Body));
        if (Shortcut.Count > 0)
        {
            json.Add("shortcut", LayerList.Write(Shortcut));
        }
    }

    internal override Network Apply(Network network, RecipePlace place) => network.Residual(
        x => LayerList.Apply(Body, x, place with { Path = place.Path + ".residual" }),
        Shortcut.Count == 0 ? null : x => LayerList.Apply(Shortcut, x, place with { Path = place.Path + ".shortcut" }));
}
