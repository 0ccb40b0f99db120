using System.Numerics;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

public static partial class Dense
{
    /// <summary>
    /// <c>dW = Xᵀ·dZ</c> and <c>db[n] = Σᵣ dz[r, n]</c>: the gradients of the weights and of the bias, in the packed layout of
    /// the weights. Every element is one chain in ascending r, of fused multiply-adds for dW and of additions for db;
    /// padding is left alone.
    /// </summary>
    /// <param name="operands">X, dZ, dW and db.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void WeightGradient<T>(in GradientOperands<T> operands, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        GradientDispatch.Run(operands, default(KeptGradient<T>), pool, LaneWidth.Bits);

    /// <summary>
    /// As <see cref="WeightGradient{T}(in GradientOperands{T}, WorkerPool?)"/>, but dW is not written: it is handed over in
    /// stretches that are in the cache. db is written.
    /// </summary>
    /// <param name="operands">X, dZ and db; of dW the sizes.</param>
    /// <param name="use">Takes dW.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or sums are to go on from what dW holds; the message says which.</exception>
    public static void WeightGradient<T, TUse>(in GradientOperands<T> operands, in TUse use, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TUse : struct, IGradientUse<T> =>
        GradientDispatch.Run(operands, use, pool, LaneWidth.Bits);

    /// <summary><c>dX = dZ·Wᵀ</c>: the gradient of the inputs.</summary>
    /// <param name="rows">The number of rows (samples).</param>
    /// <param name="dz">The gradient of z, [rows, N].</param>
    /// <param name="weights">W, [K, N].</param>
    /// <param name="dx">The gradient of x, [rows, K]; must not overlap <paramref name="dz"/>.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void InputGradient<T>(int rows, ReadOnlySpan<T> dz, PackedMatrix<T> weights, Span<T> dx, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseDispatch.RunTurned(rows, dz, weights, dx, pool, LaneWidth.Bits);
}
