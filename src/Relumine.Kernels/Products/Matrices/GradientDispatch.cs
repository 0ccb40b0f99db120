using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Matrices;

/// <summary>From spans to addresses and lanes: chooses the gradient driver that is compiled for them.</summary>
internal static unsafe class GradientDispatch
{
    // Multiply-adds in a chunk: some ten microseconds, enough to be worth giving out.
    private const long ChunkWork = 1_500_000;

    // Multiply-adds that are done before a thread that sleeps has woken up.
    private const long LittleWork = 3_000_000;

    // Rows of a chunk whose gradient is handed over: 63 KiB, on the stack and in the second-level cache.
    private const int MostTaken = 504;

    /// <summary>Computes the gradients with registers of <paramref name="bits"/> bits.</summary>
    public static void Run<T, TUse>(in GradientOperands<T> operands, in TUse use, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TUse : struct, IGradientUse<T>
    {
        operands.Check();
        var isTaken = typeof(TUse) != typeof(KeptGradient<T>);
        if (isTaken && operands.Adds)
        {
            throw new ArgumentException("A gradient that is handed over is not in memory: its sums cannot go on from there.", nameof(operands));
        }

        var weights = operands.Weights;
        fixed (T* x = operands.Input, dz = operands.OutputGradient, bias = operands.Bias)
        {
            var job = new GradientJob<T>
            {
                X = x,
                XStride = DenseOperands<T>.Stride(operands.InputStride, weights.Inputs),
                Dz = dz,
                DzStride = DenseOperands<T>.Stride(operands.OutputGradientStride, weights.Outputs),
                Panels = weights.PanelStart(0),
                Bias = bias,
                Rows = operands.Rows,
                Inputs = weights.Inputs,
                Outputs = weights.Outputs,
                Adds = operands.Adds,
            };

            // An element does not depend on the chunk that computes it, so chunks may follow the number of threads.
            var tiles = Math.Max(1, (weights.Inputs - 1) / TwelveByTwo.Rows + 1);
            var tileWork = (long)Math.Max(1, operands.Rows) * TwelveByTwo.Rows * Panel.Width<T>();
            var groupTiles = pool is null or { Degree: 1 } ? tiles : (int)Math.Clamp(ChunkWork / tileWork, 1, tiles);
            groupTiles = isTaken ? Math.Min(groupTiles, MostTaken / TwelveByTwo.Rows) : groupTiles;
            job.GroupInputs = groupTiles * TwelveByTwo.Rows;
            job.Groups = (tiles - 1) / groupTiles + 1;
            var choice = new Choice<T, TUse>(in job, use, pool);
            LaneWidth.Run<T, Choice<T, TUse>>(ref choice, bits);
        }

        GC.KeepAlive(weights);
    }

    private readonly ref struct Choice<TMemory, TUse>(ref readonly GradientJob<TMemory> job, TUse use, WorkerPool? pool) : ILaneLoop
        where TMemory : unmanaged where TUse : struct, IGradientUse<TMemory>
    {
        private readonly ref readonly GradientJob<TMemory> _job = ref job;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Start<V, TMemory, TUse, T>(_job, use, pool);
    }

    // T and TLane are the same type, which the compiler of C# does not know.
    private static void Start<V, T, TUse, TLane>(in GradientJob<T> job, in TUse use, WorkerPool? pool)
        where V : struct, IWideLanes<V, TLane> where T : unmanaged where TUse : struct, IGradientUse<T> where TLane : unmanaged
    {
        ref readonly var lanes = ref Unsafe.As<GradientJob<T>, GradientJob<TLane>>(ref Unsafe.AsRef(in job));
        var driver = new GradientDriver<V, T, TUse, TLane>(lanes, use);
        var chunks = Panel.Count<TLane>(job.Outputs) * job.Groups;
        if (pool is not null && (long)job.Rows * job.Inputs * job.Outputs >= LittleWork)
        {
            pool.Run(driver, chunks);
            return;
        }

        for (var chunk = 0; chunk < chunks; chunk++)
        {
            driver.Run(chunk);
        }
    }
}
