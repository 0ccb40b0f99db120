using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// What happens to a tile of sums while it is in the first-level cache: the bias is added, z is kept if wanted, a
/// residual is added, the activation applied, the probe shown z and a, and y written.
/// </summary>
/// <remarks>
/// Apart from the loop over k, so that the large kernels are compiled once per width and not once per activation and
/// probe. Tile and epilogue together cost 1 % at K = 256, and less beyond, against kernels that wrote raw sums straight
/// to y: an epilogue within the kernels could not have gained more.
/// </remarks>
internal static unsafe class Epilogue
{
    /// <summary>Finishes a tile of <paramref name="rows"/> × <paramref name="columns"/> sums at (<paramref name="row"/>, <paramref name="column"/>).</summary>
    /// <param name="job">The call.</param>
    /// <param name="tile">The sums; whole registers in each row. Used up.</param>
    /// <param name="tileStride">Elements from one row of the tile to the next.</param>
    /// <param name="row">The first row in x and y.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first column in y.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="record">The record of the block of rows for this column; not read for the first tile of a block.</param>
    /// <param name="isFirst">Whether this is the first tile of its block of rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Finish<V, T, E, P>(
        in DenseJob<T, E> job, T* tile, nint tileStride, int row, int rows, int column, int columns, T* record, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var function = job.Function;
        var recordStride = job.RecordStride;
        var y = job.Y + row * job.YStride + column;
        if (job.BiasStride != 0)
        {
            TileMemory.Add<V, T>(tile, tileStride, rows, columns, job.Bias + row * job.BiasStride + column, job.BiasStride);
        }

        for (var j = 0; j < columns; j += V.Count)
        {
            var count = Math.Min(V.Count, columns - j);
            var bias = job.Bias is null || job.BiasStride != 0 ? V.Broadcast(default) : V.LoadPartial(ref job.Bias[column + j], count);
            if (job.Z is not null)
            {
                TileMemory.StoreSum<V, T>(tile + j, tileStride, rows, count, bias, job.Z + row * job.ZStride + column + j, job.ZStride);
            }

            // Where y has no room for a whole register, the values go through the tile.
            var from = tile + j;
            var to = count == V.Count ? y + j : from;
            var toStride = count == V.Count ? job.YStride : tileStride;
            var residual = job.Residual is null ? null : job.Residual + row * job.ResidualStride + column + j;
            var residualStride = job.ResidualStride;
            var probe = isFirst ? P.Start() : P.Load(record + j, recordStride);
            for (var r = rows; r > 0; r--)
            {
                var sum = V.Load(ref *from) + bias;
                if (residual is not null)
                {
                    sum += count == V.Count ? V.Load(ref *residual) : V.LoadPartial(ref *residual, count);
                    residual += residualStride;
                }

                var value = function.Value(sum);
                probe.Observe(sum, value);
                V.Store(value, ref *to);
                from += tileStride;
                to += toStride;
            }

            probe.Save(record + j, recordStride);
            if (count != V.Count)
            {
                TileMemory.Store<V, T>(tile + j, tileStride, rows, count, y + j, job.YStride);
            }
        }
    }
}
