using System.Numerics;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Bounds;

/// <summary>How many cells networks of a model's widths can have, beside which a count of its own can be read.</summary>
/// <param name="Dimension">The dimension of what is cut: 1 for a line, 2 for a plane.</param>
/// <param name="Widths">The number of cuts of each layer that bends.</param>
/// <param name="FirstLayer">What the first layer alone can make at most (Zaslavsky).</param>
/// <param name="LowerOfMontufar">What some rectifier network of these widths has; null where the bound says nothing.</param>
/// <param name="LowerOfSerra">The same, and closer; null where the bound says nothing.</param>
/// <param name="Upper">What none can exceed, on the whole line or plane and so in any part of it.</param>
/// <param name="UpperIsOfSerra">
/// Whether <paramref name="Upper"/> is Serra's, which needs units that rest below their knot and layers that read the one before alone.
/// Otherwise it is the product of what each layer can make of one cell.
/// </param>
public sealed record ModelBounds(
    int Dimension,
    IReadOnlyList<int> Widths,
    BigInteger FirstLayer,
    BigInteger? LowerOfMontufar,
    BigInteger? LowerOfSerra,
    BigInteger Upper,
    bool UpperIsOfSerra)
{
    /// <summary>The bounds for a model; null if nothing in it bends.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dimension">The dimension of what is cut: at least 1.</param>
    public static ModelBounds? Of(PiecewiseLinearModel model, int dimension)
    {
        ArgumentNullException.ThrowIfNull(model);
        int[] widths = [.. model.Layers.Where(l => l.Cuts > 0).Select(l => l.Cuts)];
        if (widths.Length == 0)
        {
            return null;
        }

        var isChain = model.Layers.All(l => (l.Bend?.RestsBelow ?? true) && l.Form.Terms.All(t => t.Slot == l.Index));
        return new ModelBounds(
            dimension,
            widths,
            RegionBounds.OneLayer(dimension, widths[0]),
            isChain ? RegionBounds.LowerOfMontufar(dimension, widths) : null,
            isChain ? RegionBounds.LowerOfSerra(dimension, widths) : null,
            isChain ? RegionBounds.UpperOfSerra(dimension, widths)
                : widths.Aggregate(BigInteger.One, (product, n) => product * RegionBounds.OneLayer(dimension, n)),
            isChain
        );
    }
}
