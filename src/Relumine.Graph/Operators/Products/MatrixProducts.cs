using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Graph.Operators.Products;

/// <summary>
/// The product of two row-major matrices. Each element is summed in the order of the inner dimension, whatever the
/// number of rows, so stacking samples does not change a bit.
/// </summary>
internal static class MatrixProducts
{
    /// <summary>y[m, n] = α·a·b, where a is m×k (k×m if transposed) and b is k×n (n×k if transposed).</summary>
    public static void Run<T>(
        ForwardContext context, double alpha, ReadOnlySpan<T> a, bool transA, ReadOnlySpan<T> b, bool transB, Span<T> y, int m, int n, int k)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(float))
        {
            context.Kept<MatrixProduct<float>>().Multiply(
                m, k, n, alpha, MemoryMarshal.Cast<T, float>(a), transA, MemoryMarshal.Cast<T, float>(b), transB, 0, MemoryMarshal.Cast<T, float>(y));
        }
        else if (typeof(T) == typeof(double))
        {
            context.Kept<MatrixProduct<double>>().Multiply(
                m, k, n, alpha, MemoryMarshal.Cast<T, double>(a), transA, MemoryMarshal.Cast<T, double>(b), transB, 0, MemoryMarshal.Cast<T, double>(y));
        }
        else
        {
            Integers(alpha, a, transA, b, transB, y, n, k, m);
        }
    }

    // α need not be whole: the sums are multiplied by it as it is.
    private static void Integers<T>(double alpha, ReadOnlySpan<T> a, bool transA, ReadOnlySpan<T> b, bool transB, Span<T> y, int n, int k, int m)
        where T : unmanaged, INumber<T>
    {
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = T.Zero;
                for (var p = 0; p < k; p++)
                {
                    sum += (transA ? a[p * m + i] : a[i * k + p]) * (transB ? b[j * k + p] : b[p * n + j]);
                }

                y[i * n + j] = alpha == 1 ? sum : T.CreateTruncating(alpha * double.CreateTruncating(sum));
            }
        }
    }
}
