using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>All windows of one plane where each channel has a unit of its own: the lanes are channels.</summary>
internal static unsafe class DepthwiseTiles
{
    private const int Rows = 4;

    /// <summary>All windows.</summary>
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* plane, TapTable taps, T* record)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T> =>
        Run<V, T, E, P>(job, plane, taps, record, new LineRange(0, taps.WindowCount / taps.RowLength, Begins: true));

    /// <summary>As <see cref="WindowTiles"/>; a panel has a row for each tap and a column for each channel.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* plane, TapTable taps, T* record, LineRange lines)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var memory = stackalloc byte[Rows * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63);
        nint* windows = taps.Windows, runs = taps.Runs;
        var (start, count) = (lines.First * taps.RowLength, lines.End * taps.RowLength);
        var (tapCount, width) = (taps.RunCount, Panel.Width<T>());
        for (var column = 0; column < job.Outputs; column += V.Count)
        {
            var columns = Math.Min(V.Count, job.Outputs - column);
            var panel = job.Panels + (nint)(column / width) * tapCount * width + column % width;
            for (var row = start; row < count; row += Rows)
            {
                T* x0 = plane + column + windows[row], x1 = plane + column + windows[Math.Min(row + 1, count - 1)];
                T* x2 = plane + column + windows[Math.Min(row + 2, count - 1)], x3 = plane + column + windows[Math.Min(row + 3, count - 1)];
                V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0;
                var weights = panel;
                for (var tap = 0; tap < tapCount; tap++, weights += width)
                {
                    var at = runs[tap];
                    var weight = V.Load(ref *weights);
                    c0 = V.MulAdd(V.Load(ref x0[at]), weight, c0);
                    c1 = V.MulAdd(V.Load(ref x1[at]), weight, c1);
                    c2 = V.MulAdd(V.Load(ref x2[at]), weight, c2);
                    c3 = V.MulAdd(V.Load(ref x3[at]), weight, c3);
                }

                V.Store(c0, ref *sums);
                V.Store(c1, ref sums[V.Count]);
                V.Store(c2, ref sums[2 * V.Count]);
                V.Store(c3, ref sums[3 * V.Count]);
                Epilogue.Finish<V, T, E, P>(
                    job,
                    sums,
                    V.Count,
                    row,
                    Math.Min(Rows, count - row),
                    column,
                    columns,
                    record is null ? null : record + column,
                    lines.Begins && row == start
                );
            }
        }
    }
}
