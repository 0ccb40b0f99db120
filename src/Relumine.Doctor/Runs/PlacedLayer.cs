using System.Globalization;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Runs;

/// <summary>A layer of a recipe, where it stands, and what comes in.</summary>
internal sealed class PlacedLayer
{
    private readonly Func<Shape> _shape;
    private Shape? _before;

    private PlacedLayer(RecipeLayer layer, string path, Func<Shape> shape) => (Layer, Path, _shape) = (layer, path, shape);

    /// <summary>The layer; none that only holds others.</summary>
    public RecipeLayer Layer { get; }

    /// <summary>The JSON path.</summary>
    public string Path { get; }

    /// <summary>The shape of a sample in front of it; built when it is first asked for.</summary>
    public Shape Before => _before ??= _shape();

    /// <summary>Every layer in the order of the recipe, those inside of others included.</summary>
    public static IEnumerable<PlacedLayer> Of(Recipe recipe, Shape sample) => Walk(recipe, recipe.Model, "$.model", () => sample);

    private static IEnumerable<PlacedLayer> Walk(Recipe recipe, ValueArray<RecipeLayer> layers, string path, Func<Shape> input)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var front = layers.Take(i).ToArray();
            Shape Before() => front.Length == 0 ? input() : (recipe with { Model = front }).ToNetwork(input()).SampleShape;
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            var inner = layers[i] switch
            {
                ResidualLayer r => Walk(recipe, r.Body, place + ".residual", Before).Concat(Walk(recipe, r.Shortcut, place + ".shortcut", Before)),
                ConcatLayer c => c.Branches.SelectMany((b, n) => Walk(recipe, b, string.Create(CultureInfo.InvariantCulture, $"{place}.concat[{n}]"), Before)),
                _ => [new PlacedLayer(layers[i], place, Before)],
            };
            foreach (var layer in inner)
            {
                yield return layer;
            }
        }
    }
}
