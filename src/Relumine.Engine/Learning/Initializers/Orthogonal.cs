using System.Numerics.Tensors;
using Relumine.Kernels.Randomness;
using Relumine.Kernels.Sweeps;

namespace Relumine.Engine.Learning.Initializers;

/// <summary>
/// Gain times a random orthogonal matrix of units by inputs: its rows are orthonormal, or its columns where there are
/// more rows (Saxe, McClelland &amp; Ganguli 2014, ICLR). Evenly distributed over all such matrices (Mezzadri 2007,
/// Notices of the AMS 54(5)).
/// </summary>
/// <param name="Gain">The factor, or null for the gain of the activation that follows.</param>
public sealed record Orthogonal(double? Gain = null) : Initializer
{
    /// <inheritdoc/>
    public override string Name => "orthogonal";

    /// <inheritdoc/>
    public override string Summary => "Gain times a random orthogonal matrix (Saxe, McClelland & Ganguli 2014, ICLR)";

    /// <inheritdoc/>
    public override bool FillsVectors => false;

    /// <inheritdoc/>
    public override void Fill(Span<float> weights, in InitializerContext context)
    {
        var rows = context.Shape[0];
        var columns = weights.Length / Math.Max(1, rows);
        var vectors = Orthonormal(Math.Min(rows, columns), Math.Max(rows, columns), context.Random);
        var gain = Gain ?? context.Gain;
        for (var i = 0; i < weights.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            weights[i] = (float)(gain * (rows <= columns ? vectors[row][column] : vectors[column][row]));
        }
    }

    /// <summary>
    /// Vectors of the given length by Gram and Schmidt's method, twice over: after the second pass they are orthogonal
    /// to rounding ("twice is enough", Giraud et al. 2005, Numerische Mathematik 101).
    /// </summary>
    private static double[][] Orthonormal(int count, int length, CounterRandom random)
    {
        var vectors = new double[count][];
        for (var v = 0; v < count; v++)
        {
            var vector = new double[length];
            for (var i = 0; i < length; i++)
            {
                vector[i] = random.Normal(((long)v * length) + i);
            }

            for (var pass = 0; pass < 2; pass++)
            {
                for (var earlier = 0; earlier < v; earlier++)
                {
                    TensorPrimitives.MultiplyAdd<double>(vectors[earlier], -OrderedSums.Dot<double>(vectors[earlier], vector), vector, vector);
                }

                TensorPrimitives.Divide(vector, Math.Sqrt(OrderedSums.Dot<double>(vector, vector)), vector);
            }

            vectors[v] = vector;
        }

        return vectors;
    }
}
