namespace Relumine.Graph.Trimming.Linear;

/// <summary>
/// Which of some vectors suffice: the others are sums of multiples of them, to within the rounding of float32. Found by orthogonalization, the
/// longest rest first (Gram-Schmidt with pivots, modified).
/// </summary>
internal sealed class VectorBasis
{
    // What the rounding of the weights to float32 leaves of a vector that is a sum of others, relative to its length.
    private const double Rounding = 1.0 / (1 << 22);

    private readonly List<int> _chosen = [];
    private readonly List<double>[] _shares;

    private VectorBasis(int count) => _shares = [.. Enumerable.Range(0, count).Select(_ => new List<double>())];

    /// <summary>The indices of the vectors that suffice, in the order in which they were chosen.</summary>
    public IReadOnlyList<int> Chosen => _chosen;

    /// <summary>Finds them.</summary>
    /// <param name="vectors">The vectors, of one length.</param>
    public static VectorBasis Of(IReadOnlyList<double[]> vectors)
    {
        var basis = new VectorBasis(vectors.Count);
        var rests = vectors.Select(v => (double[])v.Clone()).ToArray();
        var lengths = rests.Select(Length).ToArray();
        var open = Enumerable.Range(0, rests.Length).ToHashSet();
        while (open.Where(v => Length(rests[v]) > Rounding * lengths[v]).OrderByDescending(v => Length(rests[v])).ThenBy(v => v).Cast<int?>().FirstOrDefault()
            is { } next)
        {
            var (direction, length) = (rests[next], Length(rests[next]));
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] /= length;
            }

            open.Remove(next);
            basis._chosen.Add(next);
            basis._shares[next].Add(length);
            foreach (var v in open)
            {
                var share = Dot(direction, rests[v]);
                basis._shares[v].Add(share);
                for (var i = 0; i < direction.Length; i++)
                {
                    rests[v][i] -= share * direction[i];
                }
            }
        }

        return basis;
    }

    /// <summary>By what the chosen vectors must be multiplied, in their order, to add up to one that was not chosen.</summary>
    public double[] Factors(int vector)
    {
        var factors = new double[_chosen.Count];
        for (var i = factors.Length - 1; i >= 0; i--)
        {
            factors[i] = _shares[vector][i];
            for (var k = i + 1; k < factors.Length; k++)
            {
                factors[i] -= _shares[_chosen[k]][i] * factors[k];
            }

            factors[i] /= _shares[_chosen[i]][i];
        }

        return factors;
    }

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(double[] a, double[] b) => System.Numerics.Tensors.TensorPrimitives.Dot<double>(a, b);
}
