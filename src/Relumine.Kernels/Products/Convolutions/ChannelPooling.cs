using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>Maximum pooling of samples whose channels are side by side, [positions, channels], and its gradient.</summary>
public static unsafe class ChannelPooling
{
    /// <summary>The largest element of each window, the first of several; NaN is larger than all.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="x">The samples, [samples, positions, channels].</param>
    /// <param name="y">Takes the largest elements, [samples, windows, channels].</param>
    /// <param name="winners">Takes the tap at which each was found, −1 for a window outside the input; empty if nobody wants to know.</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void Maximum<T>(WindowGeometry window, int channels, int samples, ReadOnlySpan<T> x, Span<T> y, Span<T> winners, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        Check(window, channels, samples, x.Length, y.Length, winners.IsEmpty ? y.Length : winners.Length);
        fixed (T* from = x, to = y, places = winners)
        {
            Run(new PoolingJob<T>(window, channels, false, from, to, places), samples, pool);
        }
    }

    /// <summary>Gives the gradient of each window to its winner.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="dy">The gradients of the windows, [samples, windows, channels].</param>
    /// <param name="winners">What <see cref="Maximum"/> found.</param>
    /// <param name="dx">Takes the gradients of the elements, [samples, positions, channels].</param>
    /// <param name="pool">Threads, or null to compute inline.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void MaximumGradient<T>(WindowGeometry window, int channels, int samples, ReadOnlySpan<T> dy, ReadOnlySpan<T> winners, Span<T> dx, WorkerPool? pool = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        Check(window, channels, samples, dx.Length, dy.Length, winners.Length);
        fixed (T* from = dy, to = dx, places = winners)
        {
            Run(new PoolingJob<T>(window, channels, true, to, from, places), samples, pool);
        }
    }

    private static void Check(WindowGeometry window, int channels, int samples, int elements, int windows, int winners)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        Extent.Check(elements, samples, window.InputPositions * channels, window.InputPositions * channels, "The unpooled side");
        Extent.Check(windows, samples, window.Positions * channels, window.Positions * channels, "The pooled side");
        Extent.Check(winners, samples, window.Positions * channels, window.Positions * channels, "The winners");
    }

    private static void Run<T>(PoolingJob<T> job, int samples, WorkerPool? pool)
        where T : unmanaged
    {
        if (pool is not null)
        {
            pool.Run(job, samples);
            return;
        }

        for (var sample = 0; sample < samples; sample++)
        {
            job.Run(sample);
        }
    }

    // One sample of maximum pooling, forwards or back.
    private readonly struct PoolingJob<T>(WindowGeometry window, int channels, bool isBack, T* x, T* y, T* winners) : IChunkBody
        where T : unmanaged
    {
        private readonly T* _x = x;
        private readonly T* _y = y;
        private readonly T* _winners = winners;

        public void Run(int chunk)
        {
            var loop = new Loop<T>(window, channels, isBack, chunk, _x, _y, _winners);
            LaneWidth.Run<T, Loop<T>>(ref loop);
        }
    }

    private readonly struct Loop<T>(WindowGeometry window, int channels, bool isBack, int sample, T* x, T* y, T* winners) : ILaneLoop
        where T : unmanaged
    {
        private readonly T* _x = x + (nint)sample * window.InputPositions * channels;
        private readonly T* _y = y + (nint)sample * window.Positions * channels;
        private readonly T* _winners = winners is null ? null : winners + (nint)sample * window.Positions * channels;

        public void Run<V, TLane>()
            where V : struct, IWideLanes<V, TLane>
            where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane>
        {
            if (!isBack)
            {
                MaximumTiles.Run<V, TLane>(window, channels, (TLane*)_x, (TLane*)_y, (TLane*)_winners, rectified: false);
                return;
            }

            new Span<T>(_x, window.InputPositions * channels).Clear();
            MaximumTiles.Back<V, TLane>(window, channels, (TLane*)_y, (TLane*)_winners, (TLane*)_x, null);
        }
    }
}
