using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>Twelve windows times two registers of units: 24 accumulators in 32 registers of 512 bits.</summary>
internal static unsafe class TwelveWindows
{
    /// <summary>The number of windows.</summary>
    public const int Rows = 12;

    /// <summary>
    /// <c>to[r, :] = Σ windows[r][k]·panel[k, :]</c> with k going through the runs: every element one chain of fused
    /// multiply-adds from 0. The rows of <paramref name="to"/> are two registers long and adjacent.
    /// </summary>
    /// <remarks>
    /// Windows are anywhere, so their addresses come from memory; two steps of k at a time make that cheaper than the
    /// multiply-adds they feed.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T** windows, nint* runs, int runCount, nint runLength, T* panel, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V c00 = V.Broadcast(default), c01 = c00;
        V c10 = V.Broadcast(default), c11 = c10;
        V c20 = V.Broadcast(default), c21 = c20;
        V c30 = V.Broadcast(default), c31 = c30;
        V c40 = V.Broadcast(default), c41 = c40;
        V c50 = V.Broadcast(default), c51 = c50;
        V c60 = V.Broadcast(default), c61 = c60;
        V c70 = V.Broadcast(default), c71 = c70;
        V c80 = V.Broadcast(default), c81 = c80;
        V c90 = V.Broadcast(default), c91 = c90;
        V c100 = V.Broadcast(default), c101 = c100;
        V c110 = V.Broadcast(default), c111 = c110;
        for (; runCount > 0; runCount--, runs++)
        {
            var k = *runs;
            var end = k + runLength;
            for (; k + 1 < end; k += 2)
            {
                V b00 = V.Load(ref *panel), b01 = V.Load(ref panel[V.Count]);
                panel += Panel.Width<T>();
                V b10 = V.Load(ref *panel), b11 = V.Load(ref panel[V.Count]);
                panel += Panel.Width<T>();
                var window = windows[0] + k;
                var a = V.Broadcast(*window);
                c00 = V.MulAdd(a, b00, c00);
                c01 = V.MulAdd(a, b01, c01);
                a = V.Broadcast(window[1]);
                c00 = V.MulAdd(a, b10, c00);
                c01 = V.MulAdd(a, b11, c01);
                window = windows[1] + k;
                a = V.Broadcast(*window);
                c10 = V.MulAdd(a, b00, c10);
                c11 = V.MulAdd(a, b01, c11);
                a = V.Broadcast(window[1]);
                c10 = V.MulAdd(a, b10, c10);
                c11 = V.MulAdd(a, b11, c11);
                window = windows[2] + k;
                a = V.Broadcast(*window);
                c20 = V.MulAdd(a, b00, c20);
                c21 = V.MulAdd(a, b01, c21);
                a = V.Broadcast(window[1]);
                c20 = V.MulAdd(a, b10, c20);
                c21 = V.MulAdd(a, b11, c21);
                window = windows[3] + k;
                a = V.Broadcast(*window);
                c30 = V.MulAdd(a, b00, c30);
                c31 = V.MulAdd(a, b01, c31);
                a = V.Broadcast(window[1]);
                c30 = V.MulAdd(a, b10, c30);
                c31 = V.MulAdd(a, b11, c31);
                window = windows[4] + k;
                a = V.Broadcast(*window);
                c40 = V.MulAdd(a, b00, c40);
                c41 = V.MulAdd(a, b01, c41);
                a = V.Broadcast(window[1]);
                c40 = V.MulAdd(a, b10, c40);
                c41 = V.MulAdd(a, b11, c41);
                window = windows[5] + k;
                a = V.Broadcast(*window);
                c50 = V.MulAdd(a, b00, c50);
                c51 = V.MulAdd(a, b01, c51);
                a = V.Broadcast(window[1]);
                c50 = V.MulAdd(a, b10, c50);
                c51 = V.MulAdd(a, b11, c51);
                window = windows[6] + k;
                a = V.Broadcast(*window);
                c60 = V.MulAdd(a, b00, c60);
                c61 = V.MulAdd(a, b01, c61);
                a = V.Broadcast(window[1]);
                c60 = V.MulAdd(a, b10, c60);
                c61 = V.MulAdd(a, b11, c61);
                window = windows[7] + k;
                a = V.Broadcast(*window);
                c70 = V.MulAdd(a, b00, c70);
                c71 = V.MulAdd(a, b01, c71);
                a = V.Broadcast(window[1]);
                c70 = V.MulAdd(a, b10, c70);
                c71 = V.MulAdd(a, b11, c71);
                window = windows[8] + k;
                a = V.Broadcast(*window);
                c80 = V.MulAdd(a, b00, c80);
                c81 = V.MulAdd(a, b01, c81);
                a = V.Broadcast(window[1]);
                c80 = V.MulAdd(a, b10, c80);
                c81 = V.MulAdd(a, b11, c81);
                window = windows[9] + k;
                a = V.Broadcast(*window);
                c90 = V.MulAdd(a, b00, c90);
                c91 = V.MulAdd(a, b01, c91);
                a = V.Broadcast(window[1]);
                c90 = V.MulAdd(a, b10, c90);
                c91 = V.MulAdd(a, b11, c91);
                window = windows[10] + k;
                a = V.Broadcast(*window);
                c100 = V.MulAdd(a, b00, c100);
                c101 = V.MulAdd(a, b01, c101);
                a = V.Broadcast(window[1]);
                c100 = V.MulAdd(a, b10, c100);
                c101 = V.MulAdd(a, b11, c101);
                window = windows[11] + k;
                a = V.Broadcast(*window);
                c110 = V.MulAdd(a, b00, c110);
                c111 = V.MulAdd(a, b01, c111);
                a = V.Broadcast(window[1]);
                c110 = V.MulAdd(a, b10, c110);
                c111 = V.MulAdd(a, b11, c111);
            }

            if (k < end)
            {
                V b0 = V.Load(ref *panel), b1 = V.Load(ref panel[V.Count]);
                panel += Panel.Width<T>();
                var a = V.Broadcast(windows[0][k]);
                c00 = V.MulAdd(a, b0, c00);
                c01 = V.MulAdd(a, b1, c01);
                a = V.Broadcast(windows[1][k]);
                c10 = V.MulAdd(a, b0, c10);
                c11 = V.MulAdd(a, b1, c11);
                a = V.Broadcast(windows[2][k]);
                c20 = V.MulAdd(a, b0, c20);
                c21 = V.MulAdd(a, b1, c21);
                a = V.Broadcast(windows[3][k]);
                c30 = V.MulAdd(a, b0, c30);
                c31 = V.MulAdd(a, b1, c31);
                a = V.Broadcast(windows[4][k]);
                c40 = V.MulAdd(a, b0, c40);
                c41 = V.MulAdd(a, b1, c41);
                a = V.Broadcast(windows[5][k]);
                c50 = V.MulAdd(a, b0, c50);
                c51 = V.MulAdd(a, b1, c51);
                a = V.Broadcast(windows[6][k]);
                c60 = V.MulAdd(a, b0, c60);
                c61 = V.MulAdd(a, b1, c61);
                a = V.Broadcast(windows[7][k]);
                c70 = V.MulAdd(a, b0, c70);
                c71 = V.MulAdd(a, b1, c71);
                a = V.Broadcast(windows[8][k]);
                c80 = V.MulAdd(a, b0, c80);
                c81 = V.MulAdd(a, b1, c81);
                a = V.Broadcast(windows[9][k]);
                c90 = V.MulAdd(a, b0, c90);
                c91 = V.MulAdd(a, b1, c91);
                a = V.Broadcast(windows[10][k]);
                c100 = V.MulAdd(a, b0, c100);
                c101 = V.MulAdd(a, b1, c101);
                a = V.Broadcast(windows[11][k]);
                c110 = V.MulAdd(a, b0, c110);
                c111 = V.MulAdd(a, b1, c111);
            }
        }

        V.Store(c00, ref *to);
        V.Store(c01, ref to[V.Count]);
        V.Store(c10, ref to[2 * V.Count]);
        V.Store(c11, ref to[3 * V.Count]);
        V.Store(c20, ref to[4 * V.Count]);
        V.Store(c21, ref to[5 * V.Count]);
        V.Store(c30, ref to[6 * V.Count]);
        V.Store(c31, ref to[7 * V.Count]);
        V.Store(c40, ref to[8 * V.Count]);
        V.Store(c41, ref to[9 * V.Count]);
        V.Store(c50, ref to[10 * V.Count]);
        V.Store(c51, ref to[11 * V.Count]);
        V.Store(c60, ref to[12 * V.Count]);
        V.Store(c61, ref to[13 * V.Count]);
        V.Store(c70, ref to[14 * V.Count]);
        V.Store(c71, ref to[15 * V.Count]);
        V.Store(c80, ref to[16 * V.Count]);
        V.Store(c81, ref to[17 * V.Count]);
        V.Store(c90, ref to[18 * V.Count]);
        V.Store(c91, ref to[19 * V.Count]);
        V.Store(c100, ref to[20 * V.Count]);
        V.Store(c101, ref to[21 * V.Count]);
        V.Store(c110, ref to[22 * V.Count]);
        V.Store(c111, ref to[23 * V.Count]);
    }
}
