using System.Text.Json.Nodes;
using Relumine.Graph.Operators;
using Relumine.Recipes.Json;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Interventions;

/// <summary>
/// How recipes write what is done between steps: <c>{ "after": 120, "rate": 0.03 }</c>, <c>{ "after": 300, "revive": true }</c>,
/// <c>{ "after": 400, "activation": "leakyRelu", "layer": 1 }</c>.
/// </summary>
internal static class InterventionForm
{
    private const int Most = 10_000;

    /// <summary>Reads the list.</summary>
    /// <param name="entry">The list.</param>
    /// <param name="model">The layers, which <c>layer</c> counts.</param>
    public static ValueArray<Intervention> Read(RecipeEntry entry, ValueArray<RecipeLayer> model)
    {
        var items = entry.Items("interventions");
        if (items.Count > Most)
        {
            throw entry.Fail($"has {items.Count} interventions; at most {Most} are read.");
        }

        var before = 0L;
        return items.Select(item =>
        {
            var one = ReadOne(item, model);
            before = one.After >= before ? one.After : throw item.Fail(FormattableString.Invariant($"is done after step {one.After}, before the one in front of it. Order them by 'after'."));
            return one;
        }).ToArray();
    }

    /// <summary>Writes the list.</summary>
    public static JsonArray Write(IEnumerable<Intervention> interventions) => new([.. interventions.Select(i =>
    {
        var json = new JsonObject { ["after"] = i.After };
        i.Write(json);
        return (JsonNode?)json;
    })]);

    private static Intervention ReadOne(RecipeEntry entry, ValueArray<RecipeLayer> model)
    {
        var fields = new RecipeFields(entry);
        var after = (long)fields.Need("after", "the step after which it is done, e.g. 100").Number(0, 1L << 53);
        var (rate, revive, activation) = (fields.Take("rate"), fields.Take("revive"), fields.Take("activation"));
        var place = fields.Take("layer");
        var layer = place?.Integer(0, model.Count - 1);
        if (place is { } given && model[layer!.Value] is WeightedLayer)
        {
            throw given.Fail($"is {model[layer.Value].Name}; give the index in $.model of a layer of activations.");
        }

        fields.End();
        return (rate, revive, activation) switch
        {
            ({ } r, null, null) when place is null => new RateIntervention(after, r.Number(0)),
            (null, { } r, null) => new RevivalIntervention(after, layer, Units(r, layer)),
            (null, null, { } a) => new ActivationIntervention(after, layer, Activation(a, place, layer is { } l ? model[l] : null)),
            _ => throw entry.Fail("does not say one thing to do. Give 'rate', 'revive' or 'activation', and 'layer' with the last two if it is about one layer."),
        };
    }

    private static ValueArray<int> Units(RecipeEntry entry, int? layer)
    {
        if (entry.Value.ValueKind == System.Text.Json.JsonValueKind.True)
        {
            return default;
        }

        var units = entry.Items("units, or true for those that are dead").Select(u => u.Integer(0)).ToArray();
        return units.Length == 0 || layer is null ? throw entry.Fail("names units. Name at least one, and the 'layer' that they are in.") : units;
    }

    private static ActivationLayer Activation(RecipeEntry entry, RecipeEntry? place, RecipeLayer? there)
    {
        if (there is not (null or ActivationLayer))
        {
            throw place!.Value.Fail($"is {there.Name}, which has weights or no formula of its own. Another activation can stand only where one of the catalogue stands.");
        }

        return LayerList.ReadLayer(entry) as ActivationLayer ?? throw entry.Fail("is no activation of the catalogue, e.g. \"leakyRelu\".");
    }
}
