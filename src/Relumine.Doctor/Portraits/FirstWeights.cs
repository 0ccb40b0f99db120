using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Portraits;

/// <summary>The weights by which the units of the first layer look at the inputs.</summary>
/// <param name="Layer">The name of the layer's activation output.</param>
/// <param name="Units">The number of units.</param>
/// <param name="Channels">The channels of what a unit looks at; 1 for numbers without any.</param>
/// <param name="Height">Rows of what a unit looks at; 1 where inputs are no picture.</param>
/// <param name="Width">Columns of what a unit looks at.</param>
/// <param name="Values">Unit by unit: channels, rows, columns.</param>
public sealed record FirstWeights(string Layer, int Units, int Channels, int Height, int Width, IReadOnlyList<float> Values)
{
    // Smaller numbers of features are squares by chance.
    private const int SmallestSquare = 8;

    /// <summary>Whether a unit looks at something with rows and columns.</summary>
    public bool ArePictures => Height > 1 && Width > 1;

    /// <summary>Whether the model does not say that its inputs are pixels: their number is a square.</summary>
    public bool AreGuessed { get; init; }

    /// <summary>Looks at the product in front of the first layer.</summary>
    internal static FirstWeights? Of(Model model, string layer, LayerProduct product)
    {
        var weight = product.Weight;
        if (weight.Type is not (ElementType.Float32 or ElementType.Float64) || product.Node.Op is ConvTranspose)
        {
            return null;
        }

        float[] values = weight.Type == ElementType.Float32
            ? weight.Values<float>().ToArray()
            : [.. weight.Values<double>().ToArray().Select(v => (float)v)];
        if (!product.IsDense)
        {
            return weight.Shape.Rank == 4 ? new(layer, product.To, weight.Shape[1], weight.Shape[2], weight.Shape[3], values) : null;
        }

        var (from, to) = (product.From, product.To);
        if (product.Node.Op is not Gemm { TransB: true })
        {
            var turned = new float[values.Length];
            for (var i = 0; i < from; i++)
            {
                for (var u = 0; u < to; u++)
                {
                    turned[(u * from) + i] = values[(i * to) + u];
                }
            }

            values = turned;
        }

        var dims = model.Graph.Inputs is [var input] ? input.Dims.Select(d => d.Size ?? 0).ToArray() : [];
        if (dims is [_, .. var sample] && sample.Length is 2 or 3 && sample[^1] > 1 && sample[^2] > 1 && sample.Aggregate(1L, (all, d) => all * d) == from)
        {
            return new(layer, to, sample.Length == 3 ? sample[0] : 1, sample[^2], sample[^1], values);
        }

        var side = (int)Math.Round(Math.Sqrt(from));
        return side >= SmallestSquare && side * side == from
            ? new(layer, to, 1, side, side, values) { AreGuessed = true }
            : new(layer, to, 1, 1, from, values);
    }
}
