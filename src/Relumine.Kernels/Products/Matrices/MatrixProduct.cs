using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// The general product <c>C = α·op(A)·op(B) + β·C</c> of matrices that change from call to call. It keeps the memory in
/// which it lays out its operands, so repeated products of the same size allocate nothing. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// Weights that stay should be packed once: <see cref="PackedMatrix{T}"/> and <see cref="Dense"/>. α is multiplied into B
/// and β into C, each with one rounding, before the chains of fused multiply-adds that <see cref="Dense"/> describes.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class MatrixProduct<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Square = 32;
    private readonly PackedMatrix<T> _right = PackedMatrix<T>.Empty();
    private T[] _left = [];

    /// <summary><c>C = α·op(A)·op(B) + β·C</c>, with op(A) [rows, depth], op(B) [depth, columns], C [rows, columns], all row-major with adjacent
    /// rows.</summary>
    /// <param name="rows">The rows of C.</param>
    /// <param name="depth">The length of the sums.</param>
    /// <param name="columns">The columns of C.</param>
    /// <param name="alpha">α.</param>
    /// <param name="a">A, or Aᵀ if <paramref name="transposeA"/>.</param>
    /// <param name="transposeA">Whether <paramref name="a"/> is [depth, rows].</param>
    /// <param name="b">B, or Bᵀ if <paramref name="transposeB"/>.</param>
    /// <param name="transposeB">Whether <paramref name="b"/> is [columns, depth].</param>
    /// <param name="beta">β; if it is 0, C is written without being read.</param>
    /// <param name="c">C; must not overlap A or B.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">A matrix is longer than its memory, or C overlaps an operand; the message says which.</exception>
    public void Multiply(
        int rows,
        int depth,
        int columns,
        double alpha,
        ReadOnlySpan<T> a,
        bool transposeA,
        ReadOnlySpan<T> b,
        bool transposeB,
        double beta,
        Span<T> c,
        WorkerPool? pool = null
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Extent.Check(a.Length, rows, depth, depth, "A");
        Extent.Check(b.Length, depth, columns, columns, "B");
        Extent.Check(c.Length, rows, columns, columns, "C");
        if (c.Overlaps(a) || c.Overlaps(b))
        {
            throw new ArgumentException("C must not overlap A or B: it is written while they are read.", nameof(c));
        }

        if (rows == 0 || columns == 0)
        {
            return;
        }

        _right.Repack(b, depth, columns, transposeB, alpha, stride: 0);
        var whole = c[..(rows * columns)];
        if (beta != 0 && beta != 1)
        {
            TensorPrimitives.Multiply(whole, T.CreateTruncating(beta), whole);
        }

        var operands = new DenseOperands<T>
        {
            Rows = rows,
            Input = transposeA ? Transpose(a, rows, depth) : a,
            Weights = _right,
            Output = whole,
        };
        DenseDispatch.Run(operands, default(Untouched), pool, statistics: null, LaneWidth.Bits, addToOutput: beta != 0);
    }

    // In squares that fit the first-level cache, because rows become columns.
    private ReadOnlySpan<T> Transpose(ReadOnlySpan<T> a, int rows, int depth)
    {
        if (_left.Length < (long)rows * depth)
        {
            _left = GC.AllocateUninitializedArray<T>(rows * depth);
        }

        for (var firstRow = 0; firstRow < rows; firstRow += Square)
        {
            var endRow = Math.Min(firstRow + Square, rows);
            for (var first = 0; first < depth; first += Square)
            {
                var end = Math.Min(first + Square, depth);
                for (var k = first; k < end; k++)
                {
                    var from = a.Slice(k * rows, rows);
                    for (var r = firstRow; r < endRow; r++)
                    {
                        _left[r * depth + k] = from[r];
                    }
                }
            }
        }

        return _left.AsSpan(0, rows * depth);
    }
}
