using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relucent.Kernels;

/// <summary>From spans to addresses and lanes: chooses the gradient driver that is compiled for them.</summary>
internal static unsafe class GradientDispatch
{
    // Multiply-adds in a chunk: some ten microseconds, enough to be worth giving out.
    private const long ChunkWork = 1_500_000;

    /// <summary>Computes the gradients with registers of <paramref name="bits"/> bits.</summary>
    public static void Run<T>(in GradientOperands<T> operands, WorkerPool? pool, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        operands.Check();
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
            job.GroupInputs = groupTiles * TwelveByTwo.Rows;
            job.Groups = (tiles - 1) / groupTiles + 1;
            ChooseLanes(job, bits, pool);
        }

        GC.KeepAlive(weights);
    }

    private static void ChooseLanes<T>(in GradientJob<T> job, int bits, WorkerPool? pool) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            ref readonly var floats = ref Unsafe.As<GradientJob<T>, GradientJob<float>>(ref Unsafe.AsRef(in job));
            switch (bits)
            {
                case 512: Start<Float512, float>(floats, pool); break;
                case 256: Start<Float256, float>(floats, pool); break;
                default: Start<Float128, float>(floats, pool); break;
            }
        }
        else
        {
            ref readonly var doubles = ref Unsafe.As<GradientJob<T>, GradientJob<double>>(ref Unsafe.AsRef(in job));
            switch (bits)
            {
                case 512: Start<Double512, double>(doubles, pool); break;
                case 256: Start<Double256, double>(doubles, pool); break;
                default: Start<Double128, double>(doubles, pool); break;
            }
        }
    }

    private static void Start<V, T>(in GradientJob<T> job, WorkerPool? pool) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var driver = new GradientDriver<V, T>(job);
        var chunks = Panel.Count<T>(job.Outputs) * job.Groups;
        var isLittle = (long)job.Rows * job.Inputs * job.Outputs < ChunkWork / 2;
        if (pool is not null && !isLittle)
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
