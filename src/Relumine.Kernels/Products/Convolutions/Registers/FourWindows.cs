using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>Four windows times two registers of units: for the last windows, and for processors with 16 registers.</summary>
internal static unsafe class FourWindows
{
    /// <summary>The number of windows.</summary>
    public const int Rows = 4;

    /// <summary>As <see cref="TwelveWindows.Accumulate"/>; windows that are missing may repeat another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(T** windows, nint* runs, int runCount, nint runLength, T* panel, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        T* w0 = windows[0], w1 = windows[1], w2 = windows[2], w3 = windows[3];
        V c00 = V.Broadcast(default), c01 = c00;
        V c10 = V.Broadcast(default), c11 = c10;
        V c20 = V.Broadcast(default), c21 = c20;
        V c30 = V.Broadcast(default), c31 = c30;
        for (; runCount > 0; runCount--, runs++)
        {
            var end = *runs + runLength;
            for (var k = *runs; k < end; k++)
            {
                V b0 = V.Load(ref *panel), b1 = V.Load(ref panel[V.Count]);
                panel += Panel.Width<T>();
                var a = V.Broadcast(w0[k]);
                c00 = V.MulAdd(a, b0, c00);
                c01 = V.MulAdd(a, b1, c01);
                a = V.Broadcast(w1[k]);
                c10 = V.MulAdd(a, b0, c10);
                c11 = V.MulAdd(a, b1, c11);
                a = V.Broadcast(w2[k]);
                c20 = V.MulAdd(a, b0, c20);
                c21 = V.MulAdd(a, b1, c21);
                a = V.Broadcast(w3[k]);
                c30 = V.MulAdd(a, b0, c30);
                c31 = V.MulAdd(a, b1, c31);
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
    }
}
