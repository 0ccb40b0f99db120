using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>From spans and objects to addresses, lanes and a probe: chooses the driver that is compiled for them.</summary>
internal static unsafe class DenseDispatch
{
    /// <summary>Runs a layer with registers of <paramref name="bits"/> bits; the bias may be what the output holds before.</summary>
    public static void Run<T, E>(
        in DenseOperands<T> operands, in E function, WorkerPool? pool, UnitStatistics? statistics, int bits, bool addToOutput = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where E : struct, IPointwise
    {
        operands.Check(statistics);
        var weights = operands.Weights;
        fixed (T* x = operands.Input, bias = operands.Bias, y = operands.Output, z = operands.PreActivation)
        {
            var job = new DenseJob<T, E>
            {
                X = x,
                XStride = DenseOperands<T>.Stride(operands.InputStride, weights.Inputs),
                Panels = weights.PanelStart(0),
                Bias = addToOutput ? y : bias,
                BiasStride = addToOutput ? DenseOperands<T>.Stride(operands.OutputStride, weights.Outputs) : 0,
                Y = y,
                YStride = DenseOperands<T>.Stride(operands.OutputStride, weights.Outputs),
                Z = z,
                ZStride = DenseOperands<T>.Stride(operands.PreActivationStride, weights.Outputs),
                Rows = operands.Rows,
                Inputs = weights.Inputs,
                Outputs = weights.Outputs,
                Chunks = new DenseChunks(operands.Rows, weights.Inputs, Panel.Count<T>(weights.Outputs), Panel.Width<T>(), sizeof(T)),
                Function = function,
            };
            if (statistics is null)
            {
                Run(in job, pool, null, bits);
            }
            else
            {
                Observe(ref job, pool, statistics, statistics.Detail, bits);
            }
        }

        GC.KeepAlive(weights);
    }

    // Runs the layer and adds to statistics what it did: how often units fire as if all were finite,
    // which is quicker to look at, and if it was not, again with all details.
    private static void Observe<T, E>(ref DenseJob<T, E> job, WorkerPool? pool, UnitStatistics statistics, ProbeDetail detail, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where E : struct, IPointwise
    {
        var (padded, fields, blocks) = (Panel.Padded<T>(job.Outputs), ProbeRecord.Fields(detail), job.Chunks.Blocks);
        job.RecordStride = padded;
        job.RecordSize = (nint)fields * padded;
        job.Records = statistics.Blocks.Reserve<T>(blocks, fields, padded);
        Run(in job, pool, detail, bits);
        var isFinite = detail == ProbeDetail.Firing;
        if (isFinite && ProbeRecord.IsInDoubt(job.Records, blocks, job.RecordSize, padded, job.Outputs))
        {
            Observe(ref job, pool, statistics, ProbeDetail.Full, bits);
            return;
        }

        for (var block = 0; block < blocks; block++)
        {
            var rows = Math.Min(job.Chunks.BlockRows, job.Rows - block * job.Chunks.BlockRows);
            var record = job.Records + block * job.RecordSize;
            if (isFinite)
            {
                ProbeRecord.AddFiniteTo(statistics, record, padded, rows);
            }
            else
            {
                ProbeRecord.AddTo(statistics, record, padded, rows);
            }
        }
    }

    private static void Run<T, E>(in DenseJob<T, E> job, WorkerPool? pool, ProbeDetail? detail, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where E : struct, IPointwise
    {
        var choice = new Choice<T, E>(in job, pool, detail);
        LaneWidth.Run<T, Choice<T, E>>(ref choice, bits);
    }

    /// <summary><c>y = x·Wᵀ</c> with registers of <paramref name="bits"/> bits: W is turned strip by strip, in the cache.</summary>
    public static void RunTurned<T>(int rows, ReadOnlySpan<T> input, PackedMatrix<T> weights, Span<T> output, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(weights);
        Extent.Check(input.Length, rows, weights.Outputs, weights.Outputs, "dz");
        Extent.Check(output.Length, rows, weights.Inputs, weights.Inputs, "dx");
        if (input.Overlaps(output))
        {
            throw new ArgumentException("dz and dx must not overlap: a row of dx may be written before all of dz has been read.");
        }

        fixed (T* x = input, y = output)
        {
            var job = new DenseJob<T, Untouched>
            {
                X = x,
                XStride = weights.Outputs,
                Panels = weights.PanelStart(0),
                IsTurned = true,
                Y = y,
                YStride = weights.Inputs,
                Rows = rows,
                Inputs = weights.Outputs,
                Outputs = weights.Inputs,
                Chunks = new DenseChunks(rows, weights.Outputs, Panel.Count<T>(weights.Inputs), Panel.Width<T>(), sizeof(T), isTurned: true),
            };
            var choice = new Choice<T, Untouched>(in job, pool, null);
            LaneWidth.Run<T, Choice<T, Untouched>>(ref choice, bits);
        }

        GC.KeepAlive(weights);
    }

    private readonly ref struct Choice<TMemory, E>(ref readonly DenseJob<TMemory, E> job, WorkerPool? pool, ProbeDetail? detail) : ILaneLoop
        where TMemory : unmanaged where E : struct, IPointwise
    {
        private readonly ref readonly DenseJob<TMemory, E> _job = ref job;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            ChooseProbe<V, T, E>(Unsafe.As<DenseJob<TMemory, E>, DenseJob<T, E>>(ref Unsafe.AsRef(in _job)), pool, detail);
    }

    private static void ChooseProbe<V, T, E>(in DenseJob<T, E> job, WorkerPool? pool, ProbeDetail? detail)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise
    {
        switch (detail)
        {
            case null: Start<V, T, E, NoProbe<V, T>>(job, pool); break;
            case ProbeDetail.Counts: Start<V, T, E, CountProbe<V, T>>(job, pool); break;
            case ProbeDetail.Firing: Start<V, T, E, FiniteFiringProbe<V, T>>(job, pool); break;
            default: Start<V, T, E, FullProbe<V, T>>(job, pool); break;
        }
    }

    private static void Start<V, T, E, P>(in DenseJob<T, E> job, WorkerPool? pool)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var driver = new DenseDriver<V, T, E, P>(job);
        if (pool is not null)
        {
            pool.Run(driver, job.Chunks.Count);
            return;
        }

        for (var chunk = 0; chunk < job.Chunks.Count; chunk++)
        {
            driver.Run(chunk);
        }
    }
}
