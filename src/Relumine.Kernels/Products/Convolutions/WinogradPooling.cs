using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// The end of <see cref="WinogradTiles"/> where windows of 2×2 are pooled: a square of outputs is a window, so that bias, activation and maximum are
/// worked out in registers, and what was pooled is never in memory.
/// </summary>
internal static unsafe class WinogradPooling
{
    /// <summary>Whether the windows of a pooling are the squares of outputs.</summary>
    public static bool Take(ConvolutionGeometry geometry, WindowGeometry pooling) =>
        geometry.IsWinograd && pooling.Kernel is [1, 2, 2] && pooling.Stride is [_, 2, 2] && pooling.Output[1] * 2 == pooling.Input[1] && pooling.IsPartition;

    /// <summary>The largest outputs of some squares in two registers of units, or one.</summary>
    /// <param name="job">Bias, function, and y with a row for each square.</param>
    /// <param name="products">The products of the squares.</param>
    /// <param name="together">As many are between those of one point and of the next.</param>
    /// <param name="first">The first square.</param>
    /// <param name="count">The squares.</param>
    /// <param name="column">The first unit.</param>
    /// <param name="columns">The units.</param>
    /// <param name="winners">Takes winners; may be null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<V, T, E>(in DenseJob<T, E> job, T* products, int together, int first, int count, int column, int columns, T* winners)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise
    {
        var function = job.Function;
        nint apart = together * 2 * V.Count;
        for (var part = 0; part < columns; part += V.Count)
        {
            var bias = job.Bias is null ? V.Broadcast(default) : V.Load(ref job.Bias[column + part]);
            var at = first * job.YStride + column + part;
            int rows;
            for (var row = 0; row < count; row += rows)
            {
                rows = WinogradTiles.Rows<V, T>(count - row, columns);
                nint stride = TileKernels.Stride<V, T>(rows, columns);
                var from = products + row * 2 * V.Count + part;
                for (var r = rows; r > 0; r--, from += stride, at += job.YStride)
                {
                    WinogradTiles.TransformOutput<V, T>(from, apart, bias, out var a, out var b, out var c, out var d);
                    MaximumTiles.Win<V, T>(
                        function.Value(a), function.Value(b), function.Value(c), function.Value(d), job.Y + at, winners is null ? null : winners + at);
                }
            }
        }
    }
}
