using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>The gradient of x of one phase where each channel has a unit of its own: the lanes are channels.</summary>
internal static unsafe class DepthwiseInputTiles
{
    private const int Rows = 8;

    /// <summary>As <see cref="InputTiles.Run"/>; a panel has a row for each tap and a column for each channel.</summary>
    public static void Run<V, T>(InputPhase phase, T* plane, T* panels, int taps, int channels, T* dx)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var width = Panel.Width<T>();
        var (row, count) = (0, phase.Taps.WindowCount);
        for (; row + Rows <= count; row += Rows)
        {
            for (var column = 0; column < channels; column += V.Count)
            {
                var panel = panels + ((nint)(column / width) * taps + phase.Row) * width + column % width;
                Eight<V, T>(phase.Taps, row, plane + column, panel, dx + column, phase.Places + row, Math.Min(V.Count, channels - column));
            }
        }

        for (; row < count; row++)
        {
            for (var column = 0; column < channels; column += V.Count)
            {
                var panel = panels + ((nint)(column / width) * taps + phase.Row) * width + column % width;
                One<V, T>(phase.Taps, row, plane + column, panel, dx + phase.Places[row] + column, Math.Min(V.Count, channels - column));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight<V, T>(TapTable taps, int row, T* plane, T* panel, T* dx, nint* places, int count)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        nint* windows = taps.Windows + row, runs = taps.Runs;
        T* x0 = plane + windows[0], x1 = plane + windows[1], x2 = plane + windows[2], x3 = plane + windows[3];
        T* x4 = plane + windows[4], x5 = plane + windows[5], x6 = plane + windows[6], x7 = plane + windows[7];
        V c0 = V.Broadcast(default), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
        for (var end = runs + taps.RunCount; runs < end; runs++, panel += Panel.Width<T>())
        {
            var at = *runs;
            var weight = V.Load(ref *panel);
            c0 = V.MulAdd(V.Load(ref x0[at]), weight, c0);
            c1 = V.MulAdd(V.Load(ref x1[at]), weight, c1);
            c2 = V.MulAdd(V.Load(ref x2[at]), weight, c2);
            c3 = V.MulAdd(V.Load(ref x3[at]), weight, c3);
            c4 = V.MulAdd(V.Load(ref x4[at]), weight, c4);
            c5 = V.MulAdd(V.Load(ref x5[at]), weight, c5);
            c6 = V.MulAdd(V.Load(ref x6[at]), weight, c6);
            c7 = V.MulAdd(V.Load(ref x7[at]), weight, c7);
        }

        Store(c0, dx + places[0], count);
        Store(c1, dx + places[1], count);
        Store(c2, dx + places[2], count);
        Store(c3, dx + places[3], count);
        Store(c4, dx + places[4], count);
        Store(c5, dx + places[5], count);
        Store(c6, dx + places[6], count);
        Store(c7, dx + places[7], count);

        static void Store(V sum, T* to, int count)
        {
            if (count == V.Count)
            {
                V.Store(sum, ref *to);
            }
            else
            {
                V.StorePartial(sum, ref *to, count);
            }
        }
    }

    private static void One<V, T>(TapTable taps, int row, T* plane, T* panel, T* dx, int count)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var window = plane + taps.Windows[row];
        var sum = V.Broadcast(default);
        for (var run = 0; run < taps.RunCount; run++, panel += Panel.Width<T>())
        {
            sum = V.MulAdd(V.Load(ref window[taps.Runs[run]]), V.Load(ref *panel), sum);
        }

        V.StorePartial(sum, ref *dx, count);
    }
}
