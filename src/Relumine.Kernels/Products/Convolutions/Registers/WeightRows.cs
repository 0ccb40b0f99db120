using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions.Registers;

/// <summary>Which of the kernels sums the gradients of some neighbouring weights: the one that wastes least, for the width of the registers.</summary>
internal static unsafe class WeightRows
{
    /// <summary>How many rows the next kernel goes through when so many inputs and units are left; more than are left if it is not a whole number.</summary>
    public static int Next<V, T>(int left, int units) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (V.Count * sizeof(T) != 64 || left <= FourWeights.Rows)
        {
            return FourWeights.Rows;
        }

        return IsNarrow<V, T>(left, units) ? SixteenWeightsByOne.Rows
            : left <= EightWeights.Rows || left == 2 * EightWeights.Rows ? EightWeights.Rows
            : TwelveWeights.Rows;
    }

    /// <summary>As <see cref="TwelveWeights.Accumulate"/> with the number of rows that <see cref="Next"/> has said.</summary>
    public static void Run<V, T>(
        int height, int left, int units, T* x, nint* xRows, nint xAcross, nint xStep, T* dz, nint* zRows, nint zStep, int rows, nint length, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        if (height == FourWeights.Rows)
        {
            FourWeights.Accumulate<V, T>(x, xRows, xAcross, xStep, dz, zRows, zStep, rows, length, to);
        }
        else if (IsNarrow<V, T>(left, units))
        {
            SixteenWeightsByOne.Accumulate<V, T>(x, xRows, xAcross, xStep, dz, zRows, zStep, rows, length, to);
        }
        else if (height == EightWeights.Rows)
        {
            EightWeights.Accumulate<V, T>(x, xRows, xAcross, xStep, dz, zRows, zStep, rows, length, to);
        }
        else
        {
            TwelveWeights.Accumulate<V, T>(x, xRows, xAcross, xStep, dz, zRows, zStep, rows, length, to);
        }
    }

    /// <summary>All rows of so many channels, a multiple of 4.</summary>
    public static void Accumulate<V, T>(
        int channels, int units, T* x, nint* xRows, nint xAcross, nint xStep, T* dz, nint* zRows, nint zStep, int rows, nint length, T* to)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        int height;
        for (var row = 0; row < channels; row += height)
        {
            height = Next<V, T>(channels - row, units);
            Run<V, T>(height, channels - row, units, x + row, xRows, xAcross, xStep, dz, zRows, zStep, rows, length, to + row * Panel.Width<T>());
        }
    }

    private static bool IsNarrow<V, T>(int left, int units) where V : struct, IWideLanes<V, T> where T : unmanaged =>
        units <= V.Count && left >= SixteenWeightsByOne.Rows;
}
