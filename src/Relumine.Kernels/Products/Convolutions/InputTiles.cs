using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>The gradient of x of one phase: as <see cref="WindowTiles"/>, but every sum goes to a place of its own, and nothing is done to it.</summary>
internal static unsafe class InputTiles
{
    /// <summary>Computes all inputs of a phase.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="plane">The plane of the gradients of y, from the group's first unit.</param>
    /// <param name="panels">The turned weights of the group.</param>
    /// <param name="depth">Their rows.</param>
    /// <param name="units">The units of the group: so many rows a tap.</param>
    /// <param name="outputs">The channels of the group.</param>
    /// <param name="dx">The gradient of a sample, from the group's first channel.</param>
    [SkipLocalsInit]
    public static void Run<V, T>(InputPhase phase, T* plane, T* panels, int depth, int units, int outputs, T* dx)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var isWide = V.Count * sizeof(T) == 64;
        var memory = stackalloc byte[2 * TwelveWindows.Rows * V.Count * sizeof(T) + 64];
        var sums = (T*)(((nint)memory + 63) & ~63);
        var windows = stackalloc T*[TwelveWindows.Rows];
        var (taps, width) = (phase.Taps, Panel.Width<T>());
        nint* places = phase.Places, starts = taps.Windows, runs = taps.Runs;
        var (count, runCount, length) = (taps.WindowCount, taps.RunCount, taps.RunLength);
        panels += (nint)phase.Row * units * width;
        for (var column = 0; column < outputs; column += 2 * V.Count)
        {
            var columns = Math.Min(2 * V.Count, outputs - column);
            var panel = panels + (nint)(column / width) * depth * width + column % width;
            for (var row = 0; row < count;)
            {
                var rows = isWide && count - row >= TwelveWindows.Rows ? TwelveWindows.Rows : Math.Min(FourWindows.Rows, count - row);
                for (var r = 0; r < Math.Max(rows, FourWindows.Rows); r++)
                {
                    windows[r] = plane + starts[Math.Min(row + r, count - 1)];
                }

                if (rows == TwelveWindows.Rows && columns <= V.Count)
                {
                    TwelveWindowsByOne.Accumulate<V, T>(windows, runs, runCount, length, panel, sums);
                }
                else if (rows == TwelveWindows.Rows)
                {
                    TwelveWindows.Accumulate<V, T>(windows, runs, runCount, length, panel, sums);
                }
                else
                {
                    FourWindows.Accumulate<V, T>(windows, runs, runCount, length, panel, sums);
                }

                for (var r = 0; r < rows; r++)
                {
                    Store<V, T>(sums + r * 2 * V.Count, columns, dx + places[row + r] + column);
                }

                row += rows;
            }
        }
    }

    private static void Store<V, T>(T* from, int columns, T* to) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (; columns >= V.Count; columns -= V.Count, from += V.Count, to += V.Count)
        {
            V.Store(V.Load(ref *from), ref *to);
        }

        if (columns > 0)
        {
            V.StorePartial(V.Load(ref *from), ref *to, columns);
        }
    }
}
