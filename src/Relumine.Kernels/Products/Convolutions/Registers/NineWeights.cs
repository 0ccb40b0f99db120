using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>
/// As <see cref="TwelveWeights"/> with the nine taps of one channel, three lines of three: gradients are read once for all of them, where other kernels
/// would read them for each line.
/// </summary>
internal static unsafe class NineWeights
{
    /// <summary>The number of lines, and of inputs of a line.</summary>
    public const int Side = 3;

    /// <summary>Whether taps are these, and the registers enough for their sums.</summary>
    /// <param name="runs">The lines of a window.</param>
    /// <param name="length">The inputs of a line.</param>
    public static bool Take<V, T>(int runs, nint length) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        V.Count * sizeof(T) == 64 && runs == Side && length == Side;

    /// <summary>As <see cref="TwelveWeights.Accumulate"/>, where the lines of a window begin <paramref name="runs"/> elements behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate<V, T>(
        T* x, nint* runs, nint* xRows, nint xAcross, nint xStep, T* dz, nint* zRows, nint zStep, int rows, nint length, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        nint first = runs[0], second = runs[1], third = runs[2];
        V c00 = V.Load(ref *to), c01 = V.Load(ref to[V.Count]);
        V c10 = V.Load(ref to[Panel.Width<T>()]), c11 = V.Load(ref to[Panel.Width<T>() + V.Count]);
        V c20 = V.Load(ref to[2 * Panel.Width<T>()]), c21 = V.Load(ref to[2 * Panel.Width<T>() + V.Count]);
        V c30 = V.Load(ref to[3 * Panel.Width<T>()]), c31 = V.Load(ref to[3 * Panel.Width<T>() + V.Count]);
        V c40 = V.Load(ref to[4 * Panel.Width<T>()]), c41 = V.Load(ref to[4 * Panel.Width<T>() + V.Count]);
        V c50 = V.Load(ref to[5 * Panel.Width<T>()]), c51 = V.Load(ref to[5 * Panel.Width<T>() + V.Count]);
        V c60 = V.Load(ref to[6 * Panel.Width<T>()]), c61 = V.Load(ref to[6 * Panel.Width<T>() + V.Count]);
        V c70 = V.Load(ref to[7 * Panel.Width<T>()]), c71 = V.Load(ref to[7 * Panel.Width<T>() + V.Count]);
        V c80 = V.Load(ref to[8 * Panel.Width<T>()]), c81 = V.Load(ref to[8 * Panel.Width<T>() + V.Count]);
        for (var y = 0; y < rows; y++)
        {
            var window = x + xRows[y * xAcross];
            T* line0 = window + first, line1 = window + second, line2 = window + third;
            var gradient = dz + zRows[y];
            for (var count = length; count > 0; count--)
            {
                V b0 = V.Load(ref *gradient), b1 = V.Load(ref gradient[V.Count]);
                var a = V.Broadcast(*line0);
                c00 = V.MulAdd(a, b0, c00);
                c01 = V.MulAdd(a, b1, c01);
                a = V.Broadcast(line0[1]);
                c10 = V.MulAdd(a, b0, c10);
                c11 = V.MulAdd(a, b1, c11);
                a = V.Broadcast(line0[2]);
                c20 = V.MulAdd(a, b0, c20);
                c21 = V.MulAdd(a, b1, c21);
                a = V.Broadcast(*line1);
                c30 = V.MulAdd(a, b0, c30);
                c31 = V.MulAdd(a, b1, c31);
                a = V.Broadcast(line1[1]);
                c40 = V.MulAdd(a, b0, c40);
                c41 = V.MulAdd(a, b1, c41);
                a = V.Broadcast(line1[2]);
                c50 = V.MulAdd(a, b0, c50);
                c51 = V.MulAdd(a, b1, c51);
                a = V.Broadcast(*line2);
                c60 = V.MulAdd(a, b0, c60);
                c61 = V.MulAdd(a, b1, c61);
                a = V.Broadcast(line2[1]);
                c70 = V.MulAdd(a, b0, c70);
                c71 = V.MulAdd(a, b1, c71);
                a = V.Broadcast(line2[2]);
                c80 = V.MulAdd(a, b0, c80);
                c81 = V.MulAdd(a, b1, c81);
                line0 += xStep;
                line1 += xStep;
                line2 += xStep;
                gradient += zStep;
            }
        }

        V.Store(c00, ref *to);
        V.Store(c01, ref to[V.Count]);
        V.Store(c10, ref to[Panel.Width<T>()]);
        V.Store(c11, ref to[Panel.Width<T>() + V.Count]);
        V.Store(c20, ref to[2 * Panel.Width<T>()]);
        V.Store(c21, ref to[2 * Panel.Width<T>() + V.Count]);
        V.Store(c30, ref to[3 * Panel.Width<T>()]);
        V.Store(c31, ref to[3 * Panel.Width<T>() + V.Count]);
        V.Store(c40, ref to[4 * Panel.Width<T>()]);
        V.Store(c41, ref to[4 * Panel.Width<T>() + V.Count]);
        V.Store(c50, ref to[5 * Panel.Width<T>()]);
        V.Store(c51, ref to[5 * Panel.Width<T>() + V.Count]);
        V.Store(c60, ref to[6 * Panel.Width<T>()]);
        V.Store(c61, ref to[6 * Panel.Width<T>() + V.Count]);
        V.Store(c70, ref to[7 * Panel.Width<T>()]);
        V.Store(c71, ref to[7 * Panel.Width<T>() + V.Count]);
        V.Store(c80, ref to[8 * Panel.Width<T>()]);
        V.Store(c81, ref to[8 * Panel.Width<T>() + V.Count]);
    }
}
