using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions.Registers;
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

    // So much of samples taken together, and of what they become, stays in the second-level cache beside the weights.
    private const long TogetherBytes = 1 << 17;

    // To share less takes longer than to do it: some ten microseconds of a core's work, in multiply-adds.
    private const long WorkWorthSharing = 1 << 21;

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

    /// <summary>The largest element of each window of samples whose channels are side by side; NaN is larger than all.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels of a position.</param>
    /// <param name="from">The samples, [samples, positions, channels].</param>
    /// <param name="to">Takes [samples, windows, channels], elsewhere.</param>
    /// <exception cref="ArgumentException">The lengths are not those of as many samples, or the two overlap.</exception>
    public static void Pool<T>(WindowGeometry window, int channels, ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        var (size, pooled) = (checked(window.InputPositions * channels), checked(window.Positions * channels));
        if (from.Length % size != 0 || from.Length / size * (long)pooled != to.Length || from.Overlaps(to))
        {
            throw new ArgumentException(
                $"Samples of {window.InputPositions} positions and {channels} channels become {window.Positions} positions, in two spans apart from each "
                    + $"other, but {from.Length} and {to.Length} numbers were given.");
        }

        var loop = new PoolLoop<T>(window, channels, from, to);
        LaneWidth.Run<T, PoolLoop<T>>(ref loop);
    }

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

        // Alone, one after another, samples share working memory, which stays in the cache.
        pool = pool is { Degree: 1 } ? null : pool;
        var geometry = operands.Geometry;
        var (positions, units) = (geometry.Window.Positions, geometry.Units);
        var (isShort, needsPlanes) = (IsShort(geometry, operands.InputIsPlanar), NeedsPlanes(geometry, operands.InputIsPlanar));
        var needsRows = operands.Pooling is not null || operands.OutputIsPlanar && units > 1;
        var lines = new LineBlocks(geometry, operands.Pooling, !needsRows && !geometry.IsWinograd, sizeof(T));
        var chunkLines = ChunkLines(operands, lines, pool, statistics);
        var chunks = chunkLines > 0 ? (lines.Count - 1) / chunkLines + 1 : pool is null ? 1 : Math.Min(MostChunks, operands.Samples);
        var blockRows = (long)lines.MostWindowLines * geometry.Window.Output[2];
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
                PoolsSquares =
                    operands.Pooling is { } windows && z is null && residual is null && statistics is null && WinogradPooling.Take(geometry, windows),
                Lines = lines,
                ChunkLines = chunkLines,
                Together =
                    needsPlanes || needsRows || isShort || geometry.IsWinograd || geometry.IsDepthwise || statistics is not null || !operands.Moments.IsEmpty
                        || positions % TwelveWindows.Rows == 0
                        ? 1
                        : (int)Math.Max(1, TogetherBytes / (((long)geometry.Window.InputPositions * geometry.Channels + (long)positions * units) * sizeof(T))),
                IsShort = isShort,
                Planes = needsPlanes ? operands.Memory.Planes<T>((chunkLines > 0 ? 1 : chunks) * (long)geometry.InputPlane.Room) : null,
                Moments = operands.Moments.IsEmpty ? null : moments,
                Pooled =
                    operands.Pooling is not null && needsRows && operands.OutputIsPlanar && units > 1
                        ? operands.Memory.Pooled<T>(chunks * (long)lines.Step * operands.Pooling.Output[2] * units)
                        : null,
                Rows = needsRows ? operands.Memory.Rows<T>(chunks * blockRows * units) : null,
                Squares = geometry.IsWinograd ? operands.Memory.Squares<T>((long)WinogradTiles.Points * geometry.Channels * Panel.Padded<T>(units)) : null,
                Blocks = geometry.IsWinograd
                    ? operands.Memory.Blocks<T>((long)chunks * WinogradTiles.Scratch<T>(geometry.Channels, units, (int)blockRows))
                    : null,
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
            var transforms = geometry.IsWinograd && !(operands.KeepsWeights && ReferenceEquals(operands.Memory.Kept, operands.Weights));
            operands.Memory.Kept = operands.Weights;
            if (statistics is null)
            {
                var choice = new Choice<T, E>(in job, pool, null, transforms);
                LaneWidth.Run<T, Choice<T, E>>(ref choice, bits);
            }
            else
            {
                Observe(ref job, pool, statistics, statistics.Detail, transforms, bits);
            }
        }

        GC.KeepAlive(operands.Weights);
        GC.KeepAlive(operands.Memory);
    }

    // Runs the convolution and adds to statistics what it did: how often units fire as if all were finite,
    // which is quicker to look at, and if it was not, again with all details.
    private static void Observe<T, E>(
        ref ConvolutionJob<T, E> job, WorkerPool? pool, UnitStatistics statistics, ProbeDetail detail, bool transforms, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where E : struct, IPointwise
    {
        // The last register of a group must not reach into the units of the next, so each group begins with a register of its own.
        var (geometry, positions, units) = (job.Geometry, job.Geometry.Window.Positions, job.Geometry.Units);
        var groups = geometry.IsDepthwise ? 1 : geometry.Groups;
        var (stride, fields) = (groups * Panel.Padded<T>(units / groups), ProbeRecord.Fields(detail));
        var parts = job.ChunkLines > 0 ? (job.Lines.Count - 1) / job.ChunkLines + 1 : 1;
        var count = job.ChunkLines > 0 ? parts : job.Samples;
        var size = (nint)fields * stride;
        var records = statistics.Blocks.Reserve<T>(count, fields, stride);
        job.Tile.Records = records;
        (job.Tile.RecordSize, job.Tile.RecordStride) = (size, stride);
        var choice = new Choice<T, E>(in job, pool, detail, transforms);
        LaneWidth.Run<T, Choice<T, E>>(ref choice, bits);
        for (var record = 0; groups > 1 && record < count; record++)
        {
            ProbeRecord.Gather(records + record * size, fields, stride, groups, units / groups);
        }

        var isFinite = detail == ProbeDetail.Firing;
        if (isFinite && ProbeRecord.IsInDoubt(records, count, size, stride, units))
        {
            Observe(ref job, pool, statistics, ProbeDetail.Full, transforms: false, bits);
            return;
        }

        for (var part = 1; part < parts; part++)
        {
            ProbeRecord.Join(records, records + part * size, stride, statistics.Detail);
        }

        for (var sample = 0; sample < job.Samples; sample++)
        {
            if (isFinite)
            {
                ProbeRecord.AddFinitePlaneTo(statistics, records + sample * size, stride, positions);
            }
            else
            {
                ProbeRecord.AddPlaneTo(statistics, records + sample * size, stride, positions);
            }
        }
    }

    private readonly ref struct PoolLoop<TMemory>(WindowGeometry window, int channels, ReadOnlySpan<TMemory> from, Span<TMemory> to) : ILaneLoop
        where TMemory : unmanaged
    {
        private readonly ReadOnlySpan<TMemory> _from = from;
        private readonly Span<TMemory> _to = to;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (size, pooled) = (window.InputPositions * channels, window.Positions * channels);
            fixed (TMemory* x = _from, y = _to)
            {
                for (var sample = 0; sample < _from.Length / size; sample++)
                {
                    MaximumTiles.Run<V, T>(window, channels, (T*)x + (nint)sample * size, (T*)y + (nint)sample * pooled, null);
                }
            }
        }
    }

    // Whether sums are short, so that inputs are read where they lie.
    private static bool IsShort(ConvolutionGeometry geometry, bool isPlanar) =>
        !geometry.IsWinograd && ShortRows.Take(geometry, isPlanar || geometry.Channels == 1);

    // Whether samples are laid out with a border before they are multiplied.
    private static bool NeedsPlanes(ConvolutionGeometry geometry, bool isPlanar)
    {
        var isDirect = geometry.IsDepthwise && !isPlanar && geometry.Channels % DepthwiseRows.Channels == 0 && geometry.Window.Taps <= DepthwiseRows.MostTaps;
        return !isDirect && !IsShort(geometry, isPlanar) && !(geometry.IsBare && !isPlanar)
            && (isPlanar && geometry.Channels > 1 || !geometry.InputPlane.IsIdentity || geometry.IsDepthwise);
    }

    // Where there is but one sample, and much to do, threads share its lines: how many go to a chunk, or 0.
    private static int ChunkLines<T>(in ConvolutionOperands<T> operands, LineBlocks lines, WorkerPool? pool, UnitStatistics? statistics)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var geometry = operands.Geometry;
        var work = (long)geometry.Depth * geometry.Units * geometry.Window.Positions;
        if (pool is null || pool.Degree == 1 || operands.Samples != 1 || !operands.Moments.IsEmpty || work < WorkWorthSharing || !lines.IsDivisible
            || statistics?.Detail is not (null or ProbeDetail.Counts or ProbeDetail.Firing))
        {
            return 0;
        }

        // Sums of floating-point numbers have one order, so they are not shared; squares of Winograd take two lines.
        var each = (lines.Count - 1) / Math.Min(2 * pool.Degree, MostChunks) + 1;
        each += each % 2;
        return each < lines.Count ? each : 0;
    }

    private readonly ref struct Choice<TMemory, E>(ref readonly ConvolutionJob<TMemory, E> job, WorkerPool? pool, ProbeDetail? detail, bool transforms)
        : ILaneLoop
        where TMemory : unmanaged where E : struct, IPointwise
    {
        private readonly ref readonly ConvolutionJob<TMemory, E> _job = ref job;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ChooseProbe<V, T, E>(Unsafe.As<ConvolutionJob<TMemory, E>, ConvolutionJob<T, E>>(ref Unsafe.AsRef(in _job)), pool, detail, transforms);
    }

    private static void ChooseProbe<V, T, E>(in ConvolutionJob<T, E> job, WorkerPool? pool, ProbeDetail? detail, bool transforms)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise
    {
        switch (detail)
        {
            case null: Start<V, T, E, NoProbe<V, T>>(job, pool, transforms); break;
            case ProbeDetail.Counts: Start<V, T, E, CountProbe<V, T>>(job, pool, transforms); break;
            case ProbeDetail.Firing: Start<V, T, E, FiniteFiringProbe<V, T>>(job, pool, transforms); break;
            default: Start<V, T, E, FullProbe<V, T>>(job, pool, transforms); break;
        }
    }

    private static void Start<V, T, E, P>(in ConvolutionJob<T, E> job, WorkerPool? pool, bool transforms)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        if (transforms)
        {
            WinogradWeights.Transform<V, T>(job.Tile.Panels, job.Geometry.Channels, Panel.Padded<T>(job.Geometry.Units), job.Squares);
        }

        var driver = new ConvolutionDriver<V, T, E, P>(job);
        if (job.ChunkLines > 0)
        {
            driver.LayOut(0, job.Planes);
            Start(driver, (job.Lines.Count - 1) / job.ChunkLines + 1, pool);
            return;
        }

        Start(driver, (job.Samples - 1) / job.ChunkSamples + 1, pool);
    }
}
