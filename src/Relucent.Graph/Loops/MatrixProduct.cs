using System.Numerics;
using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>
/// The product of two row-major matrices. Each element is summed in the order of the inner dimension, whatever the
/// number of rows, so that stacking samples does not change a bit.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>y[m, n] = a·b, where a is m×k (k×m if transposed) and b is k×n (n×k if transposed).</summary>
    public static void Run<T>(ReadOnlySpan<T> a, bool transA, ReadOnlySpan<T> b, bool transB, Span<T> y, int m, int n, int k)
        where T : unmanaged, INumber<T>
    {
        y.Clear();
        for (var i = 0; i < m; i++)
        {
            var row = y.Slice(i * n, n);
            for (var p = 0; p < k; p++)
            {
                var factor = transA ? a[p * m + i] : a[i * k + p];
                if (!transB)
                {
                    TensorPrimitives.MultiplyAdd(b.Slice(p * n, n), factor, row, row);
                    continue;
                }

                for (var j = 0; j < n; j++)
                {
                    row[j] += factor * b[j * k + p];
                }
            }
        }
    }
}
