using System.Numerics;
using System.Runtime.CompilerServices;

namespace Relucent.Kernels;

/// <summary>Pooling of samples whose channels are side by side, [positions, channels], and its gradients.</summary>
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

    /// <summary>The mean of each window, sample by sample.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="divisors">By what the sum of each window is divided, [windows].</param>
    /// <param name="x">The samples, [samples, positions, channels].</param>
    /// <param name="y">Takes the means, [samples, windows, channels].</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void Mean<T>(WindowGeometry window, int channels, int samples, ReadOnlySpan<T> divisors, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        Check(window, channels, samples, x.Length, y.Length, y.Length);
        var (inputs, outputs) = (window.InputPositions * channels, window.Positions * channels);
        for (var sample = 0; sample < samples; sample++)
        {
            MeanTiles.Run(window, channels, divisors, x.Slice(sample * inputs, inputs), y.Slice(sample * outputs, outputs));
        }
    }

    /// <summary>Gives each element of a window an equal part of its gradient.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="channels">The channels.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="divisors">By what the sum of each window was divided, [windows].</param>
    /// <param name="dy">The gradients of the windows, [samples, windows, channels].</param>
    /// <param name="dx">Takes the gradients of the elements, [samples, positions, channels].</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public static void MeanGradient<T>(WindowGeometry window, int channels, int samples, ReadOnlySpan<T> divisors, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        Check(window, channels, samples, dx.Length, dy.Length, dy.Length);
        var (inputs, outputs) = (window.InputPositions * channels, window.Positions * channels);
        for (var sample = 0; sample < samples; sample++)
        {
            MeanTiles.Back(window, channels, divisors, dy.Slice(sample * outputs, outputs), dx.Slice(sample * inputs, inputs));
        }
    }

    /// <summary>By what the sums of windows are divided in a mean.</summary>
    /// <param name="window">The windows.</param>
    /// <param name="behind">The border behind, by dimension, if its elements count as zeros; empty if only elements of the input count.</param>
    public static T[] Divisors<T>(WindowGeometry window, ReadOnlySpan<int> behind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(window);
        var divisors = new T[window.Positions];
        for (var i = 0; i < divisors.Length; i++)
        {
            divisors[i] = T.CreateTruncating(behind.IsEmpty ? window.Places.Count(i) : Bordered(window, behind, i));
        }

        return divisors;
    }

    // With the border, a window has all its taps but those beyond the border behind, where windows are cut off.
    private static int Bordered(WindowGeometry window, ReadOnlySpan<int> behind, int position)
    {
        var count = 1;
        for (var d = WindowGeometry.MostDimensions - 1; d >= 0; d--)
        {
            position = Math.DivRem(position, window.Output[d], out var at);
            var back = d - (WindowGeometry.MostDimensions - behind.Length);
            var end = window.Before[d] + window.Input[d] + (back < 0 ? 0 : behind[back]);
            count *= Math.Min(window.Kernel[d], (end - at * window.Stride[d] - 1) / window.Dilation[d] + 1);
        }

        return count;
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
            if (typeof(T) == typeof(float))
            {
                var loop = new Loop<float>(window, channels, isBack, chunk, (float*)_x, (float*)_y, (float*)_winners);
                LaneWidth.RunSingle(ref loop);
            }
            else
            {
                var loop = new Loop<double>(window, channels, isBack, chunk, (double*)_x, (double*)_y, (double*)_winners);
                LaneWidth.RunDouble(ref loop);
            }
        }
    }

    private readonly struct Loop<T>(WindowGeometry window, int channels, bool isBack, int sample, T* x, T* y, T* winners) : ILaneLoop<T>
        where T : unmanaged
    {
        private readonly T* _x = x + (nint)sample * window.InputPositions * channels;
        private readonly T* _y = y + (nint)sample * window.Positions * channels;
        private readonly T* _winners = winners is null ? null : winners + (nint)sample * window.Positions * channels;

        public void Run<V>()
            where V : struct, IWideLanes<V, T>
        {
            if (!isBack)
            {
                MaximumTiles.Run<V, T>(window, channels, _x, _y, _winners, rectified: false);
                return;
            }

            new Span<T>(_x, window.InputPositions * channels).Clear();
            MaximumTiles.Back<V, T>(window, channels, _y, _winners, _x, null);
        }
    }
}
