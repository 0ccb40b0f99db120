using System.Numerics;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// A dense layer: <c>y = f(x·W + b)</c> with the bias, the activation and the counting of units in the epilogue of the
/// product.
/// </summary>
/// <remarks>
/// Every element of x·W is one chain of fused multiply-adds from 0 in ascending k; then the bias is added. So the same
/// bits come out for every register width, every split of the rows, every number of threads; and removing an input
/// that is 0 in every sample changes no bit.
/// </remarks>
public static partial class Dense
{
    /// <summary><c>y = f(x·W + b)</c>.</summary>
    /// <param name="operands">x, W, b, y, and z if it is to be kept.</param>
    /// <param name="function">f.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <param name="statistics">Takes in what the layer's N units do on these rows, or null.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or outputs overlap inputs; the message says which.</exception>
    public static void Run<T, F>(in DenseOperands<T> operands, in F function, WorkerPool? pool = null, UnitStatistics? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where F : struct, IActivation<F> =>
        DenseDispatch.Run(operands, new Activated<F>(function), pool, statistics, LaneWidth.Bits);

    /// <summary><c>y = x·W + b</c>.</summary>
    /// <param name="operands">x, W, b and y.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <param name="statistics">Takes in what the layer's N units do on these rows, or null.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or outputs overlap inputs; the message says which.</exception>
    public static void Run<T>(in DenseOperands<T> operands, WorkerPool? pool = null, UnitStatistics? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        DenseDispatch.Run(operands, default(Untouched), pool, statistics, LaneWidth.Bits);
}
