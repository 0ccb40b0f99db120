using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>What one sample adds to the gradient of the weights: for every tap and channel, the sum of x·dz over all windows.</summary>
internal static unsafe class WeightTiles
{
    /// <summary>Adds a sample to the sums of one group.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="x">The first element of the group's channels in the plane of x.</param>
    /// <param name="dz">The first element of the group's units in the plane of dz.</param>
    /// <param name="sums">The panels of the group. Columns beyond its units get numbers of no use.</param>
    [SkipLocalsInit]
    public static void Run<V, T>(ConvolutionGeometry geometry, T* x, T* dz, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (taps, width, depth) = (geometry.InputTaps, Panel.Width<T>(), geometry.Depth);
        var units = geometry.Units / geometry.Groups;
        var memory = stackalloc byte[TwelveWeights.Rows * Panel.Bytes + 64];
        var rest = (T*)(((nint)memory + 63) & ~63);
        var walk = new Walk<T>(geometry);
        for (var column = 0; column < units; column += 2 * V.Count)
        {
            var to = sums + (nint)(column / width) * depth * width + column % width;
            for (var run = 0; run < taps.RunCount; run++)
            {
                var from = x + taps.Runs[run];
                for (var left = taps.RunLength; left > 0;)
                {
                    var rows = WeightRows.Next<V, T>(left, units - column);
                    var isPart = left < rows;
                    var target = isPart ? rest : to;
                    if (isPart)
                    {
                        // Rows behind the last belong to the next run: they are computed, but not kept.
                        Copy(to, target, left, width - column % width);
                    }

                    WeightRows.Run<V, T>(
                        rows, left, units - column, from, walk.Windows, walk.Across, walk.Step, dz + column, walk.Rows, walk.GradientStep, walk.Count,
                        walk.Length, target);
                    if (isPart)
                    {
                        Copy(target, to, left, 2 * V.Count);
                    }

                    from += rows;
                    to += Math.Min(rows, left) * width;
                    left -= rows;
                }
            }
        }
    }

    /// <summary>The same where each channel has a unit of its own: the lanes are channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunDepthwise<V, T>(ConvolutionGeometry geometry, T* x, T* dz, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (taps, width) = (geometry.InputTaps, Panel.Width<T>());
        var walk = new Walk<T>(geometry);
        for (var column = 0; column < geometry.Units; column += V.Count)
        {
            var to = sums + (nint)(column / width) * taps.RunCount * width + column % width;
            for (var tap = 0; tap < taps.RunCount; tap++, to += width)
            {
                var sum = V.Load(ref *to);
                for (var y = 0; y < walk.Count; y++)
                {
                    var from = x + taps.Runs[tap] + walk.Windows[y * walk.Across] + column;
                    var gradient = dz + walk.Rows[y] + column;
                    for (var count = walk.Length; count > 0; count--)
                    {
                        sum = V.MulAdd(V.Load(ref *from), V.Load(ref *gradient), sum);
                        from += walk.Step;
                        gradient += walk.GradientStep;
                    }
                }

                V.Store(sum, ref *to);
            }
        }
    }

    /// <summary>Adds dz, summed over its positions, to the gradient of the bias.</summary>
    /// <remarks>Four sums in turn, because one would wait for itself; which is the same for every width of registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunBias<V, T>(ConvolutionGeometry geometry, T* dz, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var places = geometry.OutputPlaces;
        var count = geometry.Window.Positions;
        for (var column = 0; column < geometry.Units; column += V.Count)
        {
            var from = dz + column;
            V a = V.Broadcast(default), b = a, c = a, d = a;
            var i = 0;
            for (; i + 4 <= count; i += 4)
            {
                a += V.Load(ref from[places[i]]);
                b += V.Load(ref from[places[i + 1]]);
                c += V.Load(ref from[places[i + 2]]);
                d += V.Load(ref from[places[i + 3]]);
            }

            for (; i < count; i++)
            {
                a += V.Load(ref from[places[i]]);
            }

            V.Store(V.Load(ref sums[column]) + ((a + b) + (c + d)), ref sums[column]);
        }
    }

    private static void Copy<T>(T* from, T* to, int rows, int columns) where T : unmanaged
    {
        var width = Panel.Width<T>();
        for (var r = 0; r < rows; r++)
        {
            Unsafe.CopyBlockUnaligned(to + r * width, from + r * width, (uint)(columns * sizeof(T)));
        }
    }

    // How x and dz are walked along together: row by row, window by window.
    private readonly struct Walk<T>(ConvolutionGeometry geometry) where T : unmanaged
    {
        public readonly nint* Windows = geometry.InputTaps.Windows;
        public readonly nint Across = geometry.InputTaps.RowLength;
        public readonly nint Step = (nint)geometry.Window.Stride[2] * geometry.Channels;
        public readonly nint* Rows = geometry.OutputRows;
        public readonly nint GradientStep = geometry.OutputPlane.Step;
        public readonly int Count = geometry.InputTaps.WindowCount / geometry.InputTaps.RowLength;
        public readonly nint Length = geometry.InputTaps.RowLength;
    }
}
