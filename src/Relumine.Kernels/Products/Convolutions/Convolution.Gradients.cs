using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Convolutions;

/// <content>Backwards.</content>
public static unsafe partial class Convolution
{
    // The sums of all parts may take so many bytes.
    private const long MostSumBytes = 32 << 20;
    private const int SumBlock = 2048;

    // With so many bytes it takes long to clear and to add up a part.
    private const long ManySumBytes = 128 << 10;

    /// <summary>The gradients of W, b and, if wanted, x.</summary>
    /// <remarks>
    /// The samples fall into parts by their number alone; a part's sums run through its samples in order, and the parts
    /// are added in order. So the bits do not depend on threads nor on the width of registers.
    /// </remarks>
    /// <param name="operands">Where everything is.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together; the message says which.</exception>
    public static void Back<T>(in ConvolutionGradientOperands<T> operands, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Back(operands, pool, LaneWidth.Bits);

    /// <summary>Lays samples whose channels are planes, [samples, channels, positions], out with their channels side by side.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="positions">The positions of a plane.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="planes">The samples.</param>
    /// <param name="target">Takes [samples, positions, channels].</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void PutSideBySide<T>(int samples, int positions, int channels, ReadOnlySpan<T> planes, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var length = positions * channels;
        Extent.Check(planes.Length, samples, length, length, "The planes");
        Extent.Check(target.Length, samples, length, length, "The target");
        fixed (T* from = planes, to = target)
        {
            for (var sample = 0; sample < samples; sample++)
            {
                Planar.Read(from + (nint)sample * length, positions, channels, to + (nint)sample * length);
            }
        }
    }

    /// <summary>Runs with registers of <paramref name="bits"/> bits.</summary>
    internal static void Back<T>(in ConvolutionGradientOperands<T> operands, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        operands.Check();
        var geometry = operands.Geometry;
        var weights = operands.WeightGradient.Elements;
        if (operands.Samples == 0)
        {
            weights.Clear();
            operands.BiasGradient.Clear();
            return;
        }

        var padded = Panel.Padded<T>(geometry.Units);
        var isFourSum = WinogradFourGradient.Take<T>(geometry);
        var weightSums = geometry.IsWinograd ? (isFourSum ? WinogradFour.Points : WinogradTiles.Points) * geometry.Channels * padded : weights.Length;
        var sumsLength = weightSums + padded;
        var bytes = (long)sumsLength * sizeof(T);
        var most = (int)Math.Clamp(MostSumBytes / bytes, 2, bytes > ManySumBytes ? MostChunks / 2 : MostChunks);
        var partSamples = (operands.Samples - 1) / Math.Min(most, operands.Samples) + 1;
        var parts = (operands.Samples - 1) / partSamples + 1;

        // One after another, parts share working memory, which stays in the cache.
        var rooms = pool is null or { Degree: 1 } ? 1 : parts;
        var isFour = !operands.InputGradient.IsEmpty && WinogradFour.Take<T>(geometry);
        fixed (T* x = operands.Input, dy = operands.OutputGradient, winners = operands.Winners, dx = operands.InputGradient)
        {
            var job = new ConvolutionGradientJob<T>
            {
                Geometry = geometry,
                HasBias = !operands.BiasGradient.IsEmpty,
                Pooling = operands.Pooling,
                Samples = operands.Samples,
                PartSamples = partSamples,
                Rooms = rooms,
                Input = x,
                InputIsPlanar = operands.InputIsPlanar,
                OutputGradient = dy,
                OutputIsPlanar = operands.OutputIsPlanar,
                Winners = winners,
                Pooled =
                    operands.Pooling is not null && operands.OutputIsPlanar && geometry.Units > 1
                        ? operands.Memory.Pooled<T>((long)rooms * operands.Pooling.Positions * geometry.Units)
                        : null,
                InputGradient = dx,
                Turned = dx is null ? null : operands.Turned!.PanelStart(0),
                Squares =
                    dx is not null && geometry.IsWinogradBack
                        ? operands.Memory.Squares<T>(
                            (long)(isFour ? WinogradFour.Points : WinogradTiles.Points) * geometry.Units * Panel.Padded<T>(geometry.Channels))
                        : null,
                IsFour = isFour,
                Blocks =
                    dx is not null && geometry.IsWinogradBack
                        ? operands.Memory.Blocks<T>(rooms * (long)(isFour
                            ? WinogradFour.Scratch<T>(geometry)
                            : WinogradTiles.Scratch<T>(geometry.Units, geometry.Channels, geometry.Window.InputPositions)))
                        : null,
                IsFourSum = isFourSum,
                SumBlocks = geometry.IsWinograd
                    ? operands.Memory.SumBlocks<T>(rooms * (long)(isFourSum
                        ? WinogradFourGradient.Scratch<T>(geometry)
                        : WinogradGradient.Scratch<T>(geometry.Channels, geometry.Units)))
                    : null,
                Planes = operands.Memory.Planes<T>((long)rooms * geometry.InputPlane.Room),
                Gradients = operands.Memory.Gradients<T>((long)rooms * geometry.OutputPlane.Room),
                Rows =
                    dx is not null && operands.InputIsPlanar && geometry.Channels > 1
                        ? operands.Memory.Rows<T>((long)rooms * geometry.Window.InputPositions * geometry.Channels)
                        : null,
                Sums = operands.Memory.Sums<T>((long)parts * sumsLength),
                SumsLength = sumsLength,
                WeightsLength = weightSums,
            };
            var choice = new GradientChoice<T>(in job, parts, pool);
            LaneWidth.Run<T, GradientChoice<T>>(ref choice, bits);
            var total = new Span<T>(job.Sums, sumsLength);
            for (var at = 0; at < sumsLength; at += SumBlock)
            {
                // While they are in the first-level cache.
                var block = total.Slice(at, Math.Min(SumBlock, sumsLength - at));
                for (var part = 1; part < parts; part++)
                {
                    TensorPrimitives.Add(block, new ReadOnlySpan<T>(job.Sums + part * job.SumsLength + at, block.Length), block);
                }
            }

            total.Slice(weightSums, operands.BiasGradient.Length).CopyTo(operands.BiasGradient);
            fixed (T* packed = weights)
            {
                if (isFourSum)
                {
                    WinogradFourGradient.Restore(job.Sums, geometry.Channels, padded, packed);
                }
                else if (geometry.IsWinograd)
                {
                    WinogradGradient.Restore(job.Sums, geometry.Channels, padded, packed);
                }
            }

            if (!geometry.IsWinograd)
            {
                total[..weightSums].CopyTo(weights);
            }
        }

        ClearPadding(geometry, weights);
        GC.KeepAlive(operands.Turned);
        GC.KeepAlive(operands.Memory);
    }

    private readonly ref struct GradientChoice<TMemory>(ref readonly ConvolutionGradientJob<TMemory> job, int parts, WorkerPool? pool) : ILaneLoop
        where TMemory : unmanaged
    {
        private readonly ref readonly ConvolutionGradientJob<TMemory> _job = ref job;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Start<V, T>(Unsafe.As<ConvolutionGradientJob<TMemory>, ConvolutionGradientJob<T>>(ref Unsafe.AsRef(in _job)), parts, pool);
    }

    private static void Start<V, T>(in ConvolutionGradientJob<T> job, int parts, WorkerPool? pool)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (job.IsFour)
        {
            WinogradFourWeights.Transform<V, T>(job.Turned, job.Geometry.Units, Panel.Padded<T>(job.Geometry.Channels), job.Squares);
        }
        else if (job.Squares is not null)
        {
            WinogradWeights.Transform<V, T>(job.Turned, job.Geometry.Units, Panel.Padded<T>(job.Geometry.Channels), job.Squares);
        }

        Start(new ConvolutionGradientDriver<V, T>(job), parts, pool);
    }

    private static void Start<TBody>(in TBody body, int chunks, WorkerPool? pool) where TBody : struct, IChunkBody
    {
        if (pool is not null)
        {
            pool.Run(body, chunks);
            return;
        }

        for (var chunk = 0; chunk < chunks; chunk++)
        {
            body.Run(chunk);
        }
    }

    // Tiles go on behind the last unit of a group; what they found there is of no use, and must not be learned from.
    private static void ClearPadding<T>(ConvolutionGeometry geometry, Span<T> weights) where T : unmanaged
    {
        var (width, units) = (Panel.Width<T>(), geometry.IsDepthwise ? geometry.Units : geometry.Units / geometry.Groups);
        var (panels, rest) = (Panel.Count<T>(units), units % width);
        for (var at = 0; rest != 0 && at < weights.Length; at += width)
        {
            if (at / width / geometry.Depth % panels == panels - 1)
            {
                weights.Slice(at + rest, width - rest).Clear();
            }
        }
    }
}
