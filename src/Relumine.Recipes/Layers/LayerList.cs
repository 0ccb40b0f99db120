using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Engine.Networks;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;
using Relumine.Kernels;
using Relumine.Recipes.Json;

namespace Relumine.Recipes.Layers;

/// <summary>Layers one behind the other: reads, writes and builds lists such as <c>model</c> and the body of a residual block.</summary>
internal static class LayerList
{
    private const int DeepestNesting = 16;

    private static readonly IReadOnlyList<string> s_names =
    [
        .. RecipeLayers
            .All.Where(l => l is not ActivationLayer)
            .Select(l => l.Name)
            .Concat(ActivationCatalogue.All.SelectMany(ActivationLayer.NamesOf))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Reads a list of at least one layer.</summary>
    public static ValueArray<RecipeLayer> Read(RecipeEntry entry)
    {
        // A path gets two marks for every nesting.
        if (entry.Path.Count(c => c == '[') > DeepestNesting)
        {
            throw entry.Fail($"is nested more than {DeepestNesting} deep.");
        }

        var items = entry.Items("layers");
        return items.Count == 0 ? throw entry.Fail("is empty; a network needs at least one layer.") : items.Select(ReadLayer).ToArray();
    }

    /// <summary>Writes a list.</summary>
    public static JsonArray Write(IEnumerable<RecipeLayer> layers) => new([.. layers.Select(l => (JsonNode)WriteOne(l))]);

    /// <summary>Puts layers behind a network.</summary>
    public static Network Apply(IEnumerable<RecipeLayer> layers, Network network, RecipePlace list)
    {
        var index = 0;
        foreach (var layer in layers)
        {
            var place = list with { Path = string.Create(CultureInfo.InvariantCulture, $"{list.Path}[{index++}]") };
            try
            {
                network = layer.Apply(network, place);
            }
            catch (Exception e) when (e is ArgumentException or OverflowException)
            {
                throw new RelumineException(ErrorKind.InvalidRequest, $"{place.Source}: {place.Path} ({layer.Name}) does not fit: {Plain(e)}", e);
            }
        }

        return network;
    }

    // Whoever wrote JSON gave no parameter of a method.
    private static string Plain(Exception e) =>
        e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;

    /// <summary>The layers that have weights, those inside others too.</summary>
    public static IEnumerable<WeightedLayer> Weighted(IEnumerable<RecipeLayer> layers) => layers.SelectMany(layer => layer switch
    {
        WeightedLayer weighted => [weighted],
        ResidualLayer residual => Weighted(residual.Body.Concat(residual.Shortcut)),
        ConcatLayer concat => concat.Branches.SelectMany(b => Weighted(b)),
        _ => Enumerable.Empty<WeightedLayer>(),
    });

    /// <summary>The prototype of a layer.</summary>
    private static RecipeLayer Prototype(string name) =>
        RecipeLayers.All.FirstOrDefault(l => l.Name == name) ?? new ActivationLayer(ActivationCatalogue.Find(name)!);

    /// <summary>Reads one layer.</summary>
    public static RecipeLayer ReadLayer(RecipeEntry entry)
    {
        var (name, fields) = Named(entry);
        var layer = Prototype(name).Read(fields);
        fields.End();
        return layer;
    }

    // Options may stand inside the layer's name or beside it: { "dense": 64, "bias": -10 }.
    private static (string Name, RecipeFields Fields) Named(RecipeEntry entry)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            return RecipeUnion.Read(entry, "layer", s_names, n => Prototype(n).Shorthand);
        }

        var outer = new RecipeFields(entry);
        var named = outer.Rest.Where(s_names.Contains).ToList();
        if (named is not [var name])
        {
            return named.Count == 0
                ? RecipeUnion.Read(entry, "layer", s_names, n => null)
                : throw entry.Fail($"names {named.Count} layers ({string.Join(", ", named)}). Give each an object of its own.");
        }

        var fields = RecipeUnion.Inner(outer.Take(name), entry, name, Prototype(name).Shorthand);
        fields.AddRest(outer);
        return (name, fields);
    }

    private static JsonObject WriteOne(RecipeLayer layer)
    {
        var inner = new JsonObject();
        layer.Write(inner);
        if (layer.Shorthand is not { } shorthand || !inner.Remove(shorthand, out var bare))
        {
            return new JsonObject { [layer.Name] = inner };
        }

        var outer = new JsonObject { [layer.Name] = bare };
        foreach (var (key, value) in inner.ToList())
        {
            inner.Remove(key);
            outer.Add(key, value);
        }

        return outer;
    }
}
