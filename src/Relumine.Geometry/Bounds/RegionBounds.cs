using System.Numerics;

namespace Relumine.Geometry.Bounds;

/// <summary>
/// How many cells a rectifier network of given widths can have, and how many some network of these widths has: beside a count they
/// show how far a network is from what its depth could do.
/// </summary>
public static class RegionBounds
{
    /// <summary>
    /// The cells that n hyperplanes in general position cut a space into: Σ C(n, j) for j from 0 to the dimension (Zaslavsky 1975,
    /// Memoirs of the AMS 154). No layer of n rectifiers has more.
    /// </summary>
    /// <param name="dimension">The dimension of the space.</param>
    /// <param name="units">n.</param>
    public static BigInteger OneLayer(int dimension, int units)
    {
        Require(dimension, [units]);
        return Enumerable.Range(0, Math.Min(dimension, units) + 1).Aggregate(BigInteger.Zero, (sum, j) => sum + Choose(units, j));
    }

    /// <summary>The same for hyperplanes that all go through one point, as without biases: 2·Σ C(n − 1, j) for j below the dimension.</summary>
    /// <param name="dimension">The dimension of the space.</param>
    /// <param name="units">n.</param>
    public static BigInteger OneLayerWithoutBiases(int dimension, int units)
    {
        Require(dimension, [units]);
        return 2 * Enumerable.Range(0, Math.Min(dimension, units)).Aggregate(BigInteger.Zero, (sum, j) => sum + Choose(units - 1, j));
    }

    /// <summary>
    /// So many cells some network of these widths has (Montúfar, Pascanu, Cho &amp; Bengio 2014, NeurIPS):
    /// Π ⌊n_l/n₀⌋^n₀ over all layers but the last, times Σ C(n_L, j) for j up to n₀.
    /// </summary>
    /// <param name="inputs">n₀.</param>
    /// <param name="widths">n₁ … n_L.</param>
    /// <returns>The bound; null where it says nothing, because a layer is narrower than the input.</returns>
    public static BigInteger? LowerOfMontufar(int inputs, params ReadOnlySpan<int> widths)
    {
        Require(inputs, widths);
        return Folded(inputs, widths, inputs, 0);
    }

    /// <summary>
    /// So many cells some network of these widths has (Serra, Tjandraatmadja &amp; Ramalingam 2018, ICML): as
    /// <see cref="LowerOfMontufar"/> with ⌊n_l/n₀⌋ + 1 instead of ⌊n_l/n₀⌋.
    /// </summary>
    /// <param name="inputs">n₀.</param>
    /// <param name="widths">n₁ … n_L.</param>
    /// <returns>The bound; null where it says nothing, because a layer has fewer than 3·n₀ units.</returns>
    public static BigInteger? LowerOfSerra(int inputs, params ReadOnlySpan<int> widths)
    {
        Require(inputs, widths);
        return Folded(inputs, widths, 3 * inputs, 1);
    }

    /// <summary>
    /// No network of these widths has more cells (Serra, Tjandraatmadja &amp; Ramalingam 2018, ICML): Σ Π C(n_l, j_l) over all
    /// j with 0 ≤ j_l ≤ min(n₀, n₁ − j₁, …, n_{l−1} − j_{l−1}, n_l).
    /// </summary>
    /// <param name="inputs">n₀.</param>
    /// <param name="widths">n₁ … n_L.</param>
    public static BigInteger UpperOfSerra(int inputs, params ReadOnlySpan<int> widths)
    {
        Require(inputs, widths);

        // By the dimension that is left: how many ways lead to it.
        var ways = new Dictionary<int, BigInteger> { [inputs] = 1 };
        foreach (var width in widths)
        {
            var next = new Dictionary<int, BigInteger>();
            foreach (var (dimension, count) in ways)
            {
                for (var j = 0; j <= Math.Min(dimension, width); j++)
                {
                    var left = Math.Min(dimension, width - j);
                    next[left] = next.GetValueOrDefault(left) + (count * Choose(width, j));
                }
            }

            ways = next;
        }

        return ways.Values.Aggregate(BigInteger.Zero, (a, b) => a + b);
    }

    private static BigInteger? Folded(int inputs, ReadOnlySpan<int> widths, int fewest, int more)
    {
        var product = OneLayer(inputs, widths[^1]);
        foreach (var width in widths)
        {
            if (width < fewest)
            {
                return null;
            }
        }

        foreach (var width in widths[..^1])
        {
            product *= BigInteger.Pow((width / inputs) + more, inputs);
        }

        return product;
    }

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 0; i < k; i++)
        {
            result = result * (n - i) / (i + 1);
        }

        return result;
    }

    private static void Require(int inputs, ReadOnlySpan<int> widths)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfZero(widths.Length, nameof(widths));
        foreach (var width in widths)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(width, 1, nameof(widths));
        }
    }
}
