using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>What one sample adds to the gradient of the weights: for every tap and channel, the sum of x·dz over all windows.</summary>
internal static unsafe class WeightTiles
{
    private const int Nine = 9;

    /// <summary>Adds a sample to the sums of one group.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="x">The first element of the group's channels in the plane of x.</param>
    /// <param name="dz">The first element of the group's units in the plane of dz.</param>
    /// <param name="sums">The panels of the group. Columns beyond its units get numbers of no use.</param>
    /// <param name="first">The first line of windows.</param>
    /// <param name="end">The line behind the last.</param>
    [SkipLocalsInit]
    public static void Run<V, T>(ConvolutionGeometry geometry, T* x, T* dz, T* sums, int first, int end)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (taps, width, depth) = (geometry.InputTaps, Panel.Width<T>(), geometry.Depth);
        var units = geometry.Units / geometry.Groups;
        var memory = stackalloc byte[TwelveWeights.Rows * Panel.Bytes + 64];
        var rest = (T*)(((nint)memory + 63) & ~63);
        var walk = new Walk<T>(geometry, first, end);
        for (var column = 0; column < units; column += 2 * V.Count)
        {
            var to = sums + (nint)(column / width) * depth * width + column % width;
            if (NineWeights.Take<V, T>(taps.RunCount, taps.RunLength))
            {
                NineWeights.Accumulate<V, T>(
                    x, taps.Runs, walk.Windows, walk.Across, walk.Step, dz + column, walk.Rows, walk.GradientStep, walk.Count, walk.Length, to);
                continue;
            }

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
        var walk = new Walk<T>(geometry, 0, geometry.Window.Output[0] * geometry.Window.Output[1]);
        for (var column = 0; column < geometry.Units; column += V.Count)
        {
            var to = sums + (nint)(column / width) * taps.RunCount * width + column % width;
            var tap = 0;
            for (; tap + Nine <= taps.RunCount; tap += Nine, to += Nine * width)
            {
                NineTaps<V, T>(walk, x + column, taps.Runs + tap, dz + column, to);
            }

            for (; tap < taps.RunCount; tap++, to += width)
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

    // A single sum would wait for itself.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void NineTaps<V, T>(in Walk<T> walk, T* x, nint* taps, T* dz, T* to) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        nint width = Panel.Width<T>(), step = walk.Step, gradientStep = walk.GradientStep;
        nint t0 = taps[0], t1 = taps[1], t2 = taps[2], t3 = taps[3], t4 = taps[4], t5 = taps[5], t6 = taps[6], t7 = taps[7], t8 = taps[8];
        V s0 = V.Load(ref *to), s1 = V.Load(ref to[width]), s2 = V.Load(ref to[2 * width]), s3 = V.Load(ref to[3 * width]);
        V s4 = V.Load(ref to[4 * width]), s5 = V.Load(ref to[5 * width]), s6 = V.Load(ref to[6 * width]), s7 = V.Load(ref to[7 * width]);
        var s8 = V.Load(ref to[8 * width]);
        for (var y = 0; y < walk.Count; y++)
        {
            var from = x + walk.Windows[y * walk.Across];
            var gradient = dz + walk.Rows[y];
            for (var count = walk.Length; count > 0; count--, from += step, gradient += gradientStep)
            {
                var g = V.Load(ref *gradient);
                s0 = V.MulAdd(V.Load(ref from[t0]), g, s0);
                s1 = V.MulAdd(V.Load(ref from[t1]), g, s1);
                s2 = V.MulAdd(V.Load(ref from[t2]), g, s2);
                s3 = V.MulAdd(V.Load(ref from[t3]), g, s3);
                s4 = V.MulAdd(V.Load(ref from[t4]), g, s4);
                s5 = V.MulAdd(V.Load(ref from[t5]), g, s5);
                s6 = V.MulAdd(V.Load(ref from[t6]), g, s6);
                s7 = V.MulAdd(V.Load(ref from[t7]), g, s7);
                s8 = V.MulAdd(V.Load(ref from[t8]), g, s8);
            }
        }

        V.Store(s0, ref *to);
        V.Store(s1, ref to[width]);
        V.Store(s2, ref to[2 * width]);
        V.Store(s3, ref to[3 * width]);
        V.Store(s4, ref to[4 * width]);
        V.Store(s5, ref to[5 * width]);
        V.Store(s6, ref to[6 * width]);
        V.Store(s7, ref to[7 * width]);
        V.Store(s8, ref to[8 * width]);
    }

    /// <summary>Adds dz, in its plane or as the sample itself, summed over its positions, to the gradient of the bias.</summary>
    /// <remarks>Four sums in turn, because one would wait for itself; which is the same for every width of registers.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunBias<V, T>(ConvolutionGeometry geometry, T* dz, bool isBare, T* sums)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var places = geometry.OutputPlaces;
        nint units = geometry.Units;
        var count = geometry.Window.Positions;
        for (var column = 0; column < geometry.Units; column += V.Count)
        {
            var from = dz + column;
            V a = V.Broadcast(default), b = a, c = a, d = a;
            var i = 0;
            for (; i + 4 <= count; i += 4)
            {
                a += V.Load(ref from[isBare ? i * units : places[i]]);
                b += V.Load(ref from[isBare ? (i + 1) * units : places[i + 1]]);
                c += V.Load(ref from[isBare ? (i + 2) * units : places[i + 2]]);
                d += V.Load(ref from[isBare ? (i + 3) * units : places[i + 3]]);
            }

            for (; i < count; i++)
            {
                a += V.Load(ref from[isBare ? i * units : places[i]]);
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
    private readonly struct Walk<T>(ConvolutionGeometry geometry, int first, int end) where T : unmanaged
    {
        public readonly nint* Windows = geometry.InputTaps.Windows + (nint)first * geometry.InputTaps.RowLength;
        public readonly nint Across = geometry.InputTaps.RowLength;
        public readonly nint Step = (nint)geometry.Window.Stride[2] * geometry.Channels;
        public readonly nint* Rows = geometry.OutputRows + first;
        public readonly nint GradientStep = geometry.OutputPlane.Step;
        public readonly int Count = end - first;
        public readonly nint Length = geometry.InputTaps.RowLength;
    }
}
