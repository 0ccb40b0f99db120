using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>All windows of one plane times the weights of one group, tile by tile.</summary>
/// <remarks>
/// Every element is one chain of fused multiply-adds from 0, tap after tap and channel after channel, whatever the
/// width of the registers and the tile; then the epilogue adds the bias.
/// </remarks>
internal static unsafe class WindowTiles
{
    /// <summary>Computes <c>job.Outputs</c> columns of all windows. Row r of the job is window r.</summary>
    /// <inheritdoc cref="Run{V, T, E, P}(in DenseJob{T, E}, T*, TapTable, nint, T*, LineRange, nint)"/>
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* plane, TapTable taps, nint depth, T* record)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T> =>
        Run<V, T, E, P>(job, plane, taps, depth, record, new LineRange(0, taps.WindowCount / taps.RowLength, Begins: true));

    /// <summary>Computes <c>job.Outputs</c> columns of the windows of some lines. Row r of the job is window r.</summary>
    /// <param name="job">Panels, bias and output of the group; of its rows and inputs nothing is used.</param>
    /// <param name="plane">The first element of the group's channels in the plane.</param>
    /// <param name="taps">The windows.</param>
    /// <param name="depth">The rows of a panel.</param>
    /// <param name="record">The probe's record of the group's first unit.</param>
    /// <param name="lines">The lines of windows; those behind the last of the plane belong to the planes that follow.</param>
    /// <param name="apart">Elements from one plane to the next.</param>
    [SkipLocalsInit]
    public static void Run<V, T, E, P>(in DenseJob<T, E> job, T* plane, TapTable taps, nint depth, T* record, LineRange lines, nint apart = 0)
        where V : struct, IWideLanes<V, T> where T : unmanaged where E : struct, IPointwise where P : struct, IColumnProbe<P, V, T>
    {
        var isWide = V.Count * sizeof(T) == 64;
        var memory = stackalloc byte[2 * TwelveWindows.Rows * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63);
        var places = stackalloc T*[TwelveWindows.Rows];
        nint* windows = taps.Windows, runs = taps.Runs;
        var (start, count, runCount, length) = (lines.First * taps.RowLength, lines.End * taps.RowLength, taps.RunCount, taps.RunLength);
        var (width, ofPlane) = (Panel.Width<T>(), taps.WindowCount);
        for (var column = 0; column < job.Outputs; column += 2 * V.Count)
        {
            var columns = Math.Min(2 * V.Count, job.Outputs - column);
            var panel = job.Panels + column / width * depth * width + column % width;
            for (var row = start; row < count;)
            {
                var rows = isWide && count - row >= TwelveWindows.Rows ? TwelveWindows.Rows : Math.Min(FourWindows.Rows, count - row);
                for (var r = 0; r < Math.Max(rows, FourWindows.Rows); r++)
                {
                    var window = Math.Min(row + r, count - 1);
                    var sample = window < ofPlane ? 0 : window / ofPlane;
                    places[r] = plane + sample * apart + windows[window - sample * ofPlane];
                }

                if (rows == TwelveWindows.Rows && columns <= V.Count)
                {
                    TwelveWindowsByOne.Accumulate<V, T>(places, runs, runCount, length, panel, sums);
                }
                else if (rows == TwelveWindows.Rows)
                {
                    TwelveWindows.Accumulate<V, T>(places, runs, runCount, length, panel, sums);
                }
                else
                {
                    FourWindows.Accumulate<V, T>(places, runs, runCount, length, panel, sums);
                }

                var counts = record is null ? null : record + column;
                Epilogue.Finish<V, T, E, P>(job, sums, 2 * V.Count, row, rows, column, columns, counts, lines.Begins && row == start);
                row += rows;
            }
        }
    }
}
