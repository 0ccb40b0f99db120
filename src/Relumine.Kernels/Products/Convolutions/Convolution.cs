using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// Convolution <c>y = f(x∗W + b)</c> of samples whose channels are side by side, with the bias, the activation, the
/// counting of units and pooling while the numbers are in the cache.
/// </summary>
/// <remarks>
/// Every element of x∗W is one chain of fused multiply-adds from 0, tap after tap and channel after channel, or, where
/// <see cref="ConvolutionGeometry.IsWinograd"/>, is put together from 16 such chains; then the bias is added. So the
/// same bits come out for every register width, batch and number of threads.
/// </remarks>
public static unsafe partial class Convolution
{
    // Chunks of samples for threads to share.
    private const int MostChunks = 8;

    /// <summary><c>y = f(x∗W + b)</c>.</summary>
    /// <param name="operands">x, W, b, y, and what else is wanted.</param>
    /// <param name="function">f.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <param name="statistics">Takes in what the M units do on these samples, or null.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or outputs overlap inputs; the message says which.</exception>
    public static void Run<T, F>(in ConvolutionOperands<T> operands, in F function, WorkerPool? pool = null, UnitStatistics? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where F : struct, IActivation<F> =>
        Run(operands, new Activated<F>(function), pool, statistics, LaneWidth.Bits);

    /// <summary><c>y = x∗W + b</c>.</summary>
    /// <param name="operands">x, W, b, y, and what else is wanted.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <param name="statistics">Takes in what the M units do on these samples, or null.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or outputs overlap inputs; the message says which.</exception>
    public static void Run<T>(in ConvolutionOperands<T> operands, WorkerPool? pool = null, UnitStatistics? statistics = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(operands, default(Untouched), pool, statistics, LaneWidth.Bits);

    /// <summary>Turns samples whose channels are side by side, [samples, positions, channels], into planes, [samples, channels, positions].</summary>
    /// <param name="from">The samples.</param>
    /// <param name="positions">The positions of a sample.</param>
    /// <param name="channels">The channels of a position.</param>
    /// <param name="to">The planes: as many numbers, elsewhere.</param>
    /// <exception cref="ArgumentException">The lengths differ or are not whole samples, or the two overlap.</exception>
    public static void ToPlanes<T>(ReadOnlySpan<T> from, int positions, int channels, Span<T> to) where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        var size = checked(positions * channels);
        if (from.Length != to.Length || from.Length % size != 0 || from.Overlaps(to))
        {
            throw new ArgumentException(
                $"Samples of {positions} positions and {channels} channels need two spans of whole samples, apart from each other, but {from.Length} and "
                    + $"{to.Length} numbers were given.");
        }

        fixed (T* source = from, target = to)
        {
            for (var at = 0; at < from.Length; at += size)
            {
                Planar.Write(source + at, positions, channels, target + at);
            }
        }
    }

    /// <summary>Runs a convolution with registers of <paramref name="bits"/> bits.</summary>
    internal static void Run<T, E>(in ConvolutionOperands<T> operands, in E function, WorkerPool? pool, UnitStatistics? statistics, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where E : struct, IPointwise
    {
        operands.Check(statistics);
        if (operands.Samples == 0)
        {
            return;
        }

        var geometry = operands.Geometry;
        var (positions, units) = (geometry.Window.Positions, geometry.Units);
        var chunks = pool is null ? 1 : Math.Min(MostChunks, operands.Samples);
        var isDirect = geometry.IsDepthwise && !operands.InputIsPlanar && geometry.Channels % DepthwiseRows.Channels == 0
            && geometry.Window.Taps <= DepthwiseRows.MostTaps;
        var needsPlanes = !isDirect && !(geometry.IsBare && !operands.InputIsPlanar) && (operands.InputIsPlanar && geometry.Channels > 1 || !geometry.InputPlane.IsIdentity || geometry.IsDepthwise);
        var needsRows = operands.Pooling is not null || operands.OutputIsPlanar && units > 1;
        fixed (
            T* x = operands.Input,
                bias = operands.Bias,
                residual = operands.Residual,
                y = operands.Output,
                z = operands.PreActivation,
                winners = operands.Winners,
                moments = operands.Moments
        )
        {
            var job = new ConvolutionJob<T, E>
            {
                Geometry = geometry,
                Pooling = operands.Pooling,
                Samples = operands.Samples,
                ChunkSamples = (operands.Samples - 1) / chunks + 1,
                Input = x,
                InputIsPlanar = operands.InputIsPlanar,
                Output = y,
                OutputIsPlanar = needsRows && operands.OutputIsPlanar,
                Winners = winners,
                Moments = operands.Moments.IsEmpty ? null : moments,
                Planes = needsPlanes ? operands.Memory.Planes<T>(chunks * geometry.InputPlane.Room) : null,
                Pooled =
                    operands.Pooling is not null && needsRows && operands.OutputIsPlanar && units > 1
                        ? operands.Memory.Pooled<T>(chunks * (long)operands.OutputPositions * units)
                        : null,
                Rows = needsRows ? operands.Memory.Rows<T>(chunks * (long)positions * units) : null,
                Squares = geometry.IsWinograd ? operands.Memory.Squares<T>((long)WinogradTiles.Points * geometry.Channels * Panel.Padded<T>(units)) : null,
                Blocks = geometry.IsWinograd ? operands.Memory.Blocks<T>((long)chunks * WinogradTiles.Scratch<T>(geometry.Channels, units, positions)) : null,
                Tile = new DenseJob<T, E>
                {
                    Panels = operands.Weights.PanelStart(0),
                    Bias = bias,
                    Residual = residual,
                    ResidualStride = units,
                    YStride = units,
                    Z = z,
                    ZStride = units,
                    Outputs = units,
                    Function = function,
                },
            };
            if (statistics is not null)
            {
                // The last register of a group may reach into the units behind it.
                var stride = Panel.Padded<T>(units) + Panel.Width<T>();
                var fields = ProbeRecord.Fields(statistics.Detail);
                job.Tile.RecordStride = stride;
                job.Tile.RecordSize = (nint)fields * stride;
                job.Tile.Records = statistics.Blocks.Reserve<T>(operands.Samples, fields, stride);
            }

            var choice = new Choice<T, E>(in job, pool, statistics?.Detail);
            LaneWidth.Run<T, Choice<T, E>>(ref choice, bits);
            for (var sample = 0; statistics is not null && sample < operands.Samples; sample++)
            {
                ProbeRecord.AddPlaneTo(statistics, job.Tile.Records + sample * job.Tile.RecordSize, (int)job.Tile.RecordStride, positions);
            }
        }

        GC.KeepAlive(operands.Weights);
        GC.KeepAlive(operands.Memory);
    }

    private readonly ref struct Choice<TMemory, E>(ref readonly ConvolutionJob<TMemory, E> job, WorkerPool? pool, ProbeDetail? detail) : ILaneLoop
        where TMemory : unmanaged where E : struct, IPointwise
    {
        private readonly ref readonly ConvolutionJob<TMemory, E> _job = ref job;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ChooseProbe<V, T, E>(Unsafe.As<ConvolutionJob<TMemory, E>, ConvolutionJob<T, E>>(ref Unsafe.AsRef(in _job)), pool, detail);
    }

    private static void ChooseProbe<V, T, E>(in ConvolutionJob<T, E> job, WorkerPool? pool, ProbeDetail? detail)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise
    {
        switch (detail)
        {
            case null: Start<V, T, E, NoProbe<V, T>>(job, pool); break;
            case ProbeDetail.Counts: Start<V, T, E, CountProbe<V, T>>(job, pool); break;
            case ProbeDetail.Firing: Start<V, T, E, FiringProbe<V, T>>(job, pool); break;
            default: Start<V, T, E, FullProbe<V, T>>(job, pool); break;
        }
    }

    private static void Start<V, T, E, P>(in ConvolutionJob<T, E> job, WorkerPool? pool)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        if (job.Squares is not null)
        {
            WinogradWeights.Transform<V, T>(job.Tile.Panels, job.Geometry.Channels, Panel.Padded<T>(job.Geometry.Units), job.Squares);
        }

        Start(new ConvolutionDriver<V, T, E, P>(job), (job.Samples - 1) / job.ChunkSamples + 1, pool);
    }
}
