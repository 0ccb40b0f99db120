using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>Twelve windows times one register of units: where there are no more units than that, a second register would only multiply padding.</summary>
internal static unsafe class TwelveWindowsByOne
{
    /// <summary>As <see cref="TwelveWindows.Accumulate"/>; of each row of <paramref name="to"/> the second register is not written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T** windows, nint* runs, int runCount, nint runLength, T* panel, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var c0 = V.Broadcast(default);
        var c1 = V.Broadcast(default);
        var c2 = V.Broadcast(default);
        var c3 = V.Broadcast(default);
        var c4 = V.Broadcast(default);
        var c5 = V.Broadcast(default);
        var c6 = V.Broadcast(default);
        var c7 = V.Broadcast(default);
        var c8 = V.Broadcast(default);
        var c9 = V.Broadcast(default);
        var c10 = V.Broadcast(default);
        var c11 = V.Broadcast(default);
        for (; runCount > 0; runCount--, runs++)
        {
            var k = *runs;
            var end = k + runLength;
            for (; k + 1 < end; k += 2, panel += 2 * Panel.Width<T>())
            {
                V b0 = V.Load(ref *panel), b1 = V.Load(ref panel[Panel.Width<T>()]);
                var window = windows[0] + k;
                c0 = V.MulAdd(V.Broadcast(*window), b0, c0);
                c0 = V.MulAdd(V.Broadcast(window[1]), b1, c0);
                window = windows[1] + k;
                c1 = V.MulAdd(V.Broadcast(*window), b0, c1);
                c1 = V.MulAdd(V.Broadcast(window[1]), b1, c1);
                window = windows[2] + k;
                c2 = V.MulAdd(V.Broadcast(*window), b0, c2);
                c2 = V.MulAdd(V.Broadcast(window[1]), b1, c2);
                window = windows[3] + k;
                c3 = V.MulAdd(V.Broadcast(*window), b0, c3);
                c3 = V.MulAdd(V.Broadcast(window[1]), b1, c3);
                window = windows[4] + k;
                c4 = V.MulAdd(V.Broadcast(*window), b0, c4);
                c4 = V.MulAdd(V.Broadcast(window[1]), b1, c4);
                window = windows[5] + k;
                c5 = V.MulAdd(V.Broadcast(*window), b0, c5);
                c5 = V.MulAdd(V.Broadcast(window[1]), b1, c5);
                window = windows[6] + k;
                c6 = V.MulAdd(V.Broadcast(*window), b0, c6);
                c6 = V.MulAdd(V.Broadcast(window[1]), b1, c6);
                window = windows[7] + k;
                c7 = V.MulAdd(V.Broadcast(*window), b0, c7);
                c7 = V.MulAdd(V.Broadcast(window[1]), b1, c7);
                window = windows[8] + k;
                c8 = V.MulAdd(V.Broadcast(*window), b0, c8);
                c8 = V.MulAdd(V.Broadcast(window[1]), b1, c8);
                window = windows[9] + k;
                c9 = V.MulAdd(V.Broadcast(*window), b0, c9);
                c9 = V.MulAdd(V.Broadcast(window[1]), b1, c9);
                window = windows[10] + k;
                c10 = V.MulAdd(V.Broadcast(*window), b0, c10);
                c10 = V.MulAdd(V.Broadcast(window[1]), b1, c10);
                window = windows[11] + k;
                c11 = V.MulAdd(V.Broadcast(*window), b0, c11);
                c11 = V.MulAdd(V.Broadcast(window[1]), b1, c11);
            }

            if (k < end)
            {
                var b = V.Load(ref *panel);
                panel += Panel.Width<T>();
                c0 = V.MulAdd(V.Broadcast(windows[0][k]), b, c0);
                c1 = V.MulAdd(V.Broadcast(windows[1][k]), b, c1);
                c2 = V.MulAdd(V.Broadcast(windows[2][k]), b, c2);
                c3 = V.MulAdd(V.Broadcast(windows[3][k]), b, c3);
                c4 = V.MulAdd(V.Broadcast(windows[4][k]), b, c4);
                c5 = V.MulAdd(V.Broadcast(windows[5][k]), b, c5);
                c6 = V.MulAdd(V.Broadcast(windows[6][k]), b, c6);
                c7 = V.MulAdd(V.Broadcast(windows[7][k]), b, c7);
                c8 = V.MulAdd(V.Broadcast(windows[8][k]), b, c8);
                c9 = V.MulAdd(V.Broadcast(windows[9][k]), b, c9);
                c10 = V.MulAdd(V.Broadcast(windows[10][k]), b, c10);
                c11 = V.MulAdd(V.Broadcast(windows[11][k]), b, c11);
            }
        }

        V.Store(c0, ref *to);
        V.Store(c1, ref to[2 * V.Count]);
        V.Store(c2, ref to[4 * V.Count]);
        V.Store(c3, ref to[6 * V.Count]);
        V.Store(c4, ref to[8 * V.Count]);
        V.Store(c5, ref to[10 * V.Count]);
        V.Store(c6, ref to[12 * V.Count]);
        V.Store(c7, ref to[14 * V.Count]);
        V.Store(c8, ref to[16 * V.Count]);
        V.Store(c9, ref to[18 * V.Count]);
        V.Store(c10, ref to[20 * V.Count]);
        V.Store(c11, ref to[22 * V.Count]);
    }
}
