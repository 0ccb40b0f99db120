using System.Globalization;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Bench.Serve;

/// <summary>A product of two square matrices of floats: <c>gemm SIZE THREADS</c>.</summary>
internal static class GemmWork
{
    public static Action Make(string[] words)
    {
        var n = int.Parse(words[0], CultureInfo.InvariantCulture);
        var pool = new WorkerPool(int.Parse(words[1], CultureInfo.InvariantCulture));
        var random = new Random(1);
        float[] Numbers() => Array.ConvertAll(new float[n * n], _ => random.NextSingle() - 0.5f);
        float[] a = Numbers(), b = Numbers(), c = new float[n * n];
        var product = new MatrixProduct<float>();
        return () => product.Multiply(n, n, n, 1, a, false, b, false, 0, c, pool);
    }
}
