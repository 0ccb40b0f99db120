using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;

namespace Relumine.Doctor.Portraits;

/// <summary>What people would call the layers of a network whose file calls them "9" or "onnx::Relu_42".</summary>
internal static class LayerTitles
{
    private static readonly string[] s_ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    /// <summary>Names layers.</summary>
    /// <param name="model">The network.</param>
    /// <param name="preActivations">The names of the layers' pre-activations.</param>
    /// <returns>For each, e.g. <c>first dense layer, 784 → 256</c>; null where no product with weights stands in front of it.</returns>
    public static IReadOnlyList<string?> Of(Model model, IEnumerable<string> preActivations)
    {
        var products = LayerProduct.All(model);
        var makers = LayerProduct.Makers(model.Graph);
        var titles = new Dictionary<LayerProduct, string>(ReferenceEqualityComparer.Instance);
        foreach (var kind in products.GroupBy(Kind))
        {
            foreach (var (product, index) in kind.Select((p, i) => (p, i)))
            {
                titles[product] = $"{Ordinal(index)} {kind.Key}{Size(product)}";
            }
        }

        return [.. preActivations.Select(z => LayerProduct.Behind(products, makers, z) is { } product ? titles[product] : null)];
    }

    private static string Kind(LayerProduct product) => product.Node.Op switch
    {
        Conv { Groups: > 1 } conv when conv.Groups == product.From => "depthwise convolution",
        Conv => "convolution",
        ConvTranspose => "transposed convolution",
        _ => "dense layer",
    };

    private static string Size(LayerProduct product)
    {
        var widths = $"{Number(product.From)} → {Number(product.To)}";
        if (product.IsDense)
        {
            return $", {widths}";
        }

        var taps = Enumerable.Range(2, product.Weight.Shape.Rank - 2).Select(i => Number(product.Weight.Shape[i]));
        return $" {string.Join("×", taps)}, {widths} channels";
    }

    private static string Ordinal(int index) => index < s_ordinals.Length ? s_ordinals[index] : Number(index + 1) + ((index + 1) % 100 is > 10 and < 14
        ? "th"
        : ((index + 1) % 10) switch
        {
            1 => "st",
            2 => "nd",
            3 => "rd",
            _ => "th",
        });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
