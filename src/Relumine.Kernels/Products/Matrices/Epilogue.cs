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

        // A residual comes from afar, and is waited for once; of few rows there are no four to look at together.
        var observes = P.NeedsValues || typeof(P) != typeof(NoProbe<V, T>) && (job.Residual is not null || rows < 4);
        if (!observes && typeof(P) != typeof(NoProbe<V, T>))
        {
            Observe<V, T, P>(tile, tileStride, rows, columns, job.Bias is null ? null : job.Bias + column, record, recordStride, isFirst);
        }

        for (var j = 0; j < columns; j += V.Count)
        {
            var count = Math.Min(V.Count, columns - j);
            var bias = job.Bias is null || job.BiasStride != 0 ? V.Broadcast(default) : Beside<V, T>(job.Bias + column + j, count);
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
            var probe = isFirst || !observes ? P.Start() : P.Load(record + j, recordStride);
            for (var r = rows; r > 0; r--)
            {
                var sum = V.Load(ref *from) + bias;
                if (residual is not null)
                {
                    sum += Beside<V, T>(residual, count);
                    residual += residualStride;
                }

                var value = function.Value(sum);
                if (observes)
                {
                    probe.Observe(sum, value);
                }

                V.Store(value, ref *to);
                from += tileStride;
                to += toStride;
            }

            if (observes)
            {
                probe.Save(record + j, recordStride);
            }

            if (count != V.Count)
            {
                TileMemory.Store<V, T>(tile + j, tileStride, rows, count, y + j, job.YStride);
            }
        }
    }

    /// <summary>Finishes four sums of one register of units, which are in registers; rows of y are <paramref name="stride"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Four<V, T, E, P>(in E function, V bias, V s0, V s1, V s2, V s3, T* y, nint stride, ref P probe)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        V z0 = s0 + bias, z1 = s1 + bias, z2 = s2 + bias, z3 = s3 + bias;
        V a0 = function.Value(z0), a1 = function.Value(z1), a2 = function.Value(z2), a3 = function.Value(z3);
        probe.Observe(z0, a0, z1, a1, z2, a2, z3, a3);
        V.Store(a0, ref *y);
        V.Store(a1, ref y[stride]);
        V.Store(a2, ref y[2 * stride]);
        V.Store(a3, ref y[3 * stride]);
    }

    /// <summary>The same of one sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void One<V, T, E, P>(in E function, V bias, V sum, T* y, ref P probe)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var z = sum + bias;
        var value = function.Value(z);
        probe.Observe(z, value);
        V.Store(value, ref *y);
    }

    // Apart from the activations, so that it is compiled once for all of them: a probe that does not look at values sees four rows at a time.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Observe<V, T, P>(T* tile, nint stride, int rows, int columns, T* biases, T* record, nint recordStride, bool isFirst)
        where V : struct, IWideLanes<V, T> where T : unmanaged where P : struct, IColumnProbe<P, V, T>
    {
        for (var j = 0; j < columns; j += V.Count)
        {
            var bias = biases is null ? V.Broadcast(default) : Beside<V, T>(biases + j, Math.Min(V.Count, columns - j));
            var probe = isFirst ? P.Start() : P.Load(record + j, recordStride);
            var sums = tile + j;
            var left = rows;
            for (var fours = 1; left >= 4; left -= 4, fours++)
            {
                if (fours % ProbeRecord.MostFours == 0)
                {
                    probe.Settle();
                }

                V z0 = V.Load(ref *sums) + bias, z1 = V.Load(ref sums[stride]) + bias;
                V z2 = V.Load(ref sums[2 * stride]) + bias, z3 = V.Load(ref sums[3 * stride]) + bias;
                probe.Observe(z0, z0, z1, z1, z2, z2, z3, z3);
                sums += 4 * stride;
            }

            if (rows >= 4)
            {
                probe.Settle();
            }

            for (; left > 0; left--, sums += stride)
            {
                var z = V.Load(ref *sums) + bias;
                probe.Observe(z, z);
            }

            probe.Save(record + j, recordStride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Beside<V, T>(T* first, int count) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        count == V.Count ? V.Load(ref *first) : V.LoadPartial(ref *first, count);
}
